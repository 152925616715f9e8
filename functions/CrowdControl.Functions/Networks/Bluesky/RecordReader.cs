using System.Globalization;
using System.Text.Json;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>What a post's record says. Anybody may write anything into a record, so what cannot be read counts as not there:
/// one crooked post must not stop the reading of all others.</summary>
internal sealed record RecordReader(
    string Text,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Links,
    int ImageCount,
    RecordReader.Reference? Parent,
    RecordReader.Reference? Root,
    string? Quote,
    DateTimeOffset? CreatedAt)
{
    internal sealed record Reference(string Uri, string Cid);

    public static RecordReader Of(JsonElement record)
    {
        var embed = Member(record, "embed");
        var media = Member(embed, "media") is { ValueKind: JsonValueKind.Object } inner ? inner : embed;
        var reply = Member(record, "reply");
        var quoted = Member(embed, "record");
        return new RecordReader(
            TextOf(record, "text") ?? "",
            [.. Items(record, "langs").Select(AsText).OfType<string>()],
            [.. LinksIn(record, media).Distinct()],
            Items(media, "images").Count,
            ReferenceIn(reply, "parent"),
            ReferenceIn(reply, "root"),
            TextOf(quoted, "uri") ?? TextOf(Member(quoted, "record"), "uri"),
            ReadTime(TextOf(record, "createdAt")));
    }

    /// <summary>Null when it is none. The protocol's times are RFC 3339 with any number of digits after the second.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Universal, out var time) ? time : null;

    private const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static IEnumerable<string> LinksIn(JsonElement record, JsonElement media) =>
        Items(record, "facets").SelectMany(facet => Items(facet, "features"))
            .Where(feature => TextOf(feature, "$type") == "app.bsky.richtext.facet#link")
            .Select(feature => TextOf(feature, "uri"))
            .Append(TextOf(Member(media, "external"), "uri"))
            .OfType<string>()
            .Where(link => Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https");

    private static Reference? ReferenceIn(JsonElement parent, string name) =>
        Member(parent, name) is var reference && TextOf(reference, "uri") is { } uri && TextOf(reference, "cid") is { } cid
            ? new Reference(uri, cid)
            : null;

    private static JsonElement Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : default;

    private static List<JsonElement> Items(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    private static string? TextOf(JsonElement of, string name) => AsText(Member(of, name));

    private static string? AsText(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.String) return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half a surrogate pair, written as an escape
        }
    }
}
