using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>A post as the timelines know it.</summary>
/// <param name="SortAt">The client's time, or the time of arrival where the client's lies in the future.</param>
/// <param name="Root">First post of the conversation, or null for a post that answers none.</param>
/// <param name="Quoted">Address of the post that it quotes.</param>
/// <param name="Mentioned">DIDs of the accounts that it names.</param>
internal sealed record Post(
    NetworkRecord Record, string Text, DateTimeOffset SortAt, string? Root, string? Parent, string? Quoted, IReadOnlyList<string> Mentioned, bool HasImages)
{
    public string Uri => Record.Uri;

    public string Did => Record.Did;

    public Place Place => new(SortAt, Record.Rev);

    public string RootOrSelf => Root ?? Uri;

    public static Post Read(NetworkRecord record)
    {
        var value = record.Value;
        var embed = RecordFields.Property(value, "embed");
        var media = RecordFields.Property(embed, "media") ?? embed;
        return new Post(
            record,
            RecordFields.Text(value, "text") ?? "",
            SortAtOf(record),
            RecordFields.Text(RecordFields.Property(RecordFields.Property(value, "reply"), "root"), "uri"),
            RecordFields.Text(RecordFields.Property(RecordFields.Property(value, "reply"), "parent"), "uri"),
            QuotedBy(embed),
            [.. Facets(value).SelectMany(facet => facet.Features).Select(feature => RecordFields.Text(feature, "did")).OfType<string>()],
            RecordFields.Property(media, "images") is { ValueKind: JsonValueKind.Array });
    }

    /// <summary>min(createdAt, indexedAt), as every timeline of the real AppView sorts.</summary>
    public static DateTimeOffset SortAtOf(NetworkRecord record)
    {
        var created = RecordFields.Text(record.Value, "createdAt") is { } text ? Formats.Moment(text) ?? DateTimeOffset.UnixEpoch : record.IndexedAt;
        var indexed = new DateTimeOffset(record.IndexedAt.Ticks - record.IndexedAt.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        return created < indexed ? created : indexed;
    }

    /// <summary>Marked stretches of the text, in bytes of its UTF-8 form.</summary>
    public static IEnumerable<FacetStretch> Facets(JsonElement value)
    {
        if (RecordFields.Property(value, "facets") is not { ValueKind: JsonValueKind.Array } facets) yield break;
        foreach (var facet in facets.EnumerateArray())
        {
            if (RecordFields.Property(facet, "index") is { } index && RecordFields.Number(index, "byteStart") is { } start && RecordFields.Number(index, "byteEnd") is { } end
                && RecordFields.Property(facet, "features") is { ValueKind: JsonValueKind.Array } features)
                yield return new FacetStretch(start, end, [.. features.EnumerateArray()]);
        }
    }

    private static string? QuotedBy(JsonElement? embed)
    {
        var quoting = RecordFields.Text(embed, "$type") == "app.bsky.embed.recordWithMedia" ? RecordFields.Property(embed, "record") : embed;
        var uri = RecordFields.Text(RecordFields.Property(quoting, "record"), "uri");
        return uri is not null && AtUri.Parse(uri) is { Collection: Collections.Post } ? uri : null;
    }
}

/// <summary>Bytes <paramref name="Start"/> to before <paramref name="End"/> of a text, and what they are: a mention, a link, a tag.</summary>
internal sealed record FacetStretch(int Start, int End, IReadOnlyList<JsonElement> Features);
