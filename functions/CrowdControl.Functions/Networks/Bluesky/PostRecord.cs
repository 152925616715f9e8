using System.Globalization;
using System.Text.Json.Nodes;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Writes an outgoing post in the network's own form, looking up what it refers to.</summary>
internal sealed class PostRecord(Sessions sessions, PostLookup lookup)
{
    /// <summary>Uploads images and resolves names: everything short of posting.</summary>
    /// <exception cref="NetworkException">Something it needs could not be had. Nothing was posted.</exception>
    public async Task<JsonObject> Compose(NetworkAccess access, OutgoingPost post, CancellationToken cancellation)
    {
        var record = new JsonObject
        {
            ["$type"] = PostAddress.Collection,
            ["text"] = post.Content.Text,
            ["createdAt"] = post.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        if (post.Content.Languages.Length > 0) record["langs"] = new JsonArray([.. post.Content.Languages.Select(tag => (JsonNode)tag)]);
        if (await FacetsOf(access, post.Content.Text, cancellation) is { Count: > 0 } facets) record["facets"] = facets;
        if (post.Content.ReplyTo is { } parent) record["reply"] = await lookup.Reply(access, parent, cancellation);
        if (await Embed(access, post, cancellation) is { } embed) record["embed"] = embed;
        return record;
    }

    private async Task<JsonArray> FacetsOf(NetworkAccess access, string text, CancellationToken cancellation)
    {
        var facets = new JsonArray();
        foreach (var facet in Facets.Find(text))
        {
            if (await Feature(access, facet, cancellation) is not { } feature) continue;
            facets.Add((JsonNode)new JsonObject
            {
                ["index"] = new JsonObject { ["byteStart"] = facet.ByteStart, ["byteEnd"] = facet.ByteEnd },
                ["features"] = new JsonArray(feature),
            });
        }
        return facets;
    }

    private async Task<JsonObject?> Feature(NetworkAccess access, Facet facet, CancellationToken cancellation) => facet.Kind switch
    {
        FacetKind.Link => new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = facet.Value },
        FacetKind.Tag => new JsonObject { ["$type"] = "app.bsky.richtext.facet#tag", ["tag"] = facet.Value },
        _ when await lookup.DidOf(access, facet.Value, cancellation) is { } did =>
            new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = did },
        _ => null, // a name that nobody has stays text
    };

    private async Task<JsonObject?> Embed(NetworkAccess access, OutgoingPost post, CancellationToken cancellation)
    {
        var images = post.Images.Count == 0 ? null : await Images(access, post.Images, cancellation);
        if (post.Content.Quote is not { } quoted) return images;

        var quote = new JsonObject
        {
            ["$type"] = "app.bsky.embed.record",
            ["record"] = await lookup.StrongReference(access, quoted, cancellation),
        };
        if (images is null) return quote;
        return new JsonObject { ["$type"] = "app.bsky.embed.recordWithMedia", ["record"] = quote, ["media"] = images };
    }

    private async Task<JsonObject> Images(NetworkAccess access, IReadOnlyList<OutgoingImage> images, CancellationToken cancellation)
    {
        var items = new JsonArray();
        foreach (var image in images)
        {
            var uploaded = await sessions.Call(access, XrpcCall.Upload(image.Bytes, image.ContentType), cancellation);
            var item = new JsonObject { ["alt"] = image.AltText, ["image"] = uploaded.Read<Uploaded>().Blob };
            if (image is { Width: > 0, Height: > 0 })
                item["aspectRatio"] = new JsonObject { ["width"] = image.Width, ["height"] = image.Height };
            items.Add((JsonNode)item);
        }
        return new JsonObject { ["$type"] = "app.bsky.embed.images", ["images"] = items };
    }

    private sealed record Uploaded(JsonObject Blob);
}
