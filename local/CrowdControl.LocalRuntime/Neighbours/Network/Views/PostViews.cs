using System.Text.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>Posts as the protocol shows them, the same to everybody.</summary>
internal sealed class PostViews(NetworkLedger ledger, Uri server)
{
    private const int EmbedDepth = 2;
    private readonly ProfileViews _profiles = new(ledger, server);

    /// <param name="depth">How many quotes deep inside another post.</param>
    public JsonObject View(Post post, int depth = 0)
    {
        var view = new JsonObject
        {
            ["uri"] = post.Uri,
            ["cid"] = post.Record.Cid,
            ["author"] = _profiles.Basic(post.Did),
            ["record"] = JsonObject.Create(post.Record.Value),
        };
        if (depth < EmbedDepth && RecordFields.Property(post.Record.Value, "embed") is { } embed && Embed(post.Did, embed, depth + 1) is { } shown) view["embed"] = shown;
        view["bookmarkCount"] = 0;
        AddCounts(view, post);
        view["indexedAt"] = Formats.Write(post.SortAt);
        view["labels"] = new JsonArray();
        return view;
    }

    public JsonObject FeedView(FeedItem item)
    {
        var view = new JsonObject { ["post"] = View(item.Post) };
        if (item.Post is { Root: { } root, Parent: { } parent })
        {
            view["reply"] = new JsonObject { ["root"] = Maybe(root), ["parent"] = Maybe(parent) };
            if (ledger.Posts.Find(parent)?.Parent is { } grandparent && AtUri.Parse(grandparent) is { } at)
                view["reply"]!["grandparentAuthor"] = _profiles.Basic(at.Authority);
        }

        if (item.Repost is { } repost)
        {
            view["reason"] = new JsonObject
            {
                ["$type"] = "app.bsky.feed.defs#reasonRepost",
                ["by"] = _profiles.Basic(repost.Record.Did),
                ["uri"] = repost.Record.Uri,
                ["cid"] = repost.Record.Cid,
                ["indexedAt"] = Formats.Write(repost.SortAt),
            };
        }

        return view;
    }

    /// <summary>The post where it is still there, and else the sign for one that is not.</summary>
    public JsonObject Maybe(string uri)
    {
        if (ledger.Posts.Find(uri) is not { } post) return NotFound(uri);
        var view = View(post);
        view["$type"] = "app.bsky.feed.defs#postView";
        return view;
    }

    public static JsonObject NotFound(string uri) => new()
    {
        ["$type"] = "app.bsky.feed.defs#notFoundPost",
        ["uri"] = uri,
        ["notFound"] = true,
    };

    private JsonObject? Embed(string did, JsonElement embed, int depth) => RecordFields.Text(embed, "$type") switch
    {
        "app.bsky.embed.images" => Images(did, embed),
        "app.bsky.embed.external" => External(did, embed),
        "app.bsky.embed.record" when Quote(embed, depth) is { } quote => new JsonObject { ["$type"] = "app.bsky.embed.record#view", ["record"] = quote },
        "app.bsky.embed.recordWithMedia" => RecordWithMedia(did, embed, depth),
        _ => null,
    };

    private JsonObject Images(string did, JsonElement embed)
    {
        var images = new JsonArray();
        foreach (var image in RecordFields.Property(embed, "images") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default)
        {
            if (RecordFields.Property(image, "image") is not { } blob || BlobReference.Read(blob) is not { Cid: var cid }) continue;
            var view = new JsonObject
            {
                ["thumb"] = ImageRoutes.Address(server, ImageRoutes.Thumbnail, did, cid),
                ["fullsize"] = ImageRoutes.Address(server, ImageRoutes.FullSize, did, cid),
                ["alt"] = RecordFields.Text(image, "alt"),
            };
            if (RecordFields.Property(image, "aspectRatio") is { } ratio) view["aspectRatio"] = JsonObject.Create(ratio);
            images.Add(view);
        }

        return new JsonObject { ["$type"] = "app.bsky.embed.images#view", ["images"] = images };
    }

    private JsonObject External(string did, JsonElement embed)
    {
        var external = RecordFields.Property(embed, "external");
        var view = new JsonObject();
        foreach (var name in new[] { "uri", "title", "description" }) view[name] = RecordFields.Text(external, name);
        if (RecordFields.Property(external, "thumb") is { } thumb && BlobReference.Read(thumb) is { } blob)
            view["thumb"] = ImageRoutes.Address(server, ImageRoutes.Thumbnail, did, blob.Cid);
        return new JsonObject { ["$type"] = "app.bsky.embed.external#view", ["external"] = view };
    }

    private JsonObject? RecordWithMedia(string did, JsonElement embed, int depth)
    {
        var media = RecordFields.Property(embed, "media") is { } shown ? Embed(did, shown, depth) : null;
        var quote = RecordFields.Property(embed, "record") is { } record ? Quote(record, depth) : null;
        return media is null || quote is null
            ? null
            : new JsonObject
            {
                ["$type"] = "app.bsky.embed.recordWithMedia#view",
                ["media"] = media,
                ["record"] = new JsonObject { ["record"] = quote },
            };
    }

    private JsonObject? Quote(JsonElement embed, int depth)
    {
        if (RecordFields.Text(RecordFields.Property(embed, "record"), "uri") is not { } uri) return null;
        if (ledger.Posts.Find(uri) is not { } post)
            return new JsonObject { ["$type"] = "app.bsky.embed.record#viewNotFound", ["uri"] = uri, ["notFound"] = true };
        var inner = View(post, depth);
        var view = new JsonObject
        {
            ["$type"] = "app.bsky.embed.record#viewRecord",
            ["uri"] = post.Uri,
            ["cid"] = post.Record.Cid,
            ["author"] = _profiles.Basic(post.Did),
            ["value"] = JsonObject.Create(post.Record.Value),
            ["labels"] = new JsonArray(),
        };
        AddCounts(view, post);
        view["indexedAt"] = Formats.Write(post.SortAt);
        if (depth <= 1) view["embeds"] = inner["embed"] is { } embedded ? new JsonArray(embedded.DeepClone()) : new JsonArray();
        return view;
    }

    private void AddCounts(JsonObject view, Post post)
    {
        view["replyCount"] = ledger.Posts.ReplyCount(post.Uri);
        view["repostCount"] = ledger.Graph.Count(Collections.Repost, post.Uri);
        view["likeCount"] = ledger.Graph.Count(Collections.Like, post.Uri);
        view["quoteCount"] = ledger.Posts.QuoteCount(post.Uri);
    }
}
