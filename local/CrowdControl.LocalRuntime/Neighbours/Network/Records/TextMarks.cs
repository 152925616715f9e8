using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Finds mentions, links and tags in what somebody typed, as a network's client does: the network itself reads only the marks.</summary>
internal static partial class TextMarks
{
    /// <summary>Handles that the text mentions.</summary>
    public static IEnumerable<string> Handles(string text) =>
        Marks().Matches(text).Where(found => found.ValueSpan[0] == '@').Select(found => found.Value[1..]).Distinct();

    /// <param name="didOf">The account that has a handle, or null where nobody has it: such a mention stays plain text.</param>
    public static JsonArray Facets(string text, Func<string, string?> didOf)
    {
        var facets = new JsonArray();
        foreach (Match found in Marks().Matches(text))
            if (Feature(found.Value, didOf) is { } feature)
                facets.Add((JsonNode)Facet(text, found, feature));
        return facets;
    }

    private static JsonObject? Feature(string found, Func<string, string?> didOf) => found[0] switch
    {
        '@' => didOf(found[1..]) is { } did ? new JsonObject { ["$type"] = "app.bsky.richtext.facet#mention", ["did"] = did } : null,
        '#' => new JsonObject { ["$type"] = "app.bsky.richtext.facet#tag", ["tag"] = found[1..] },
        _ => new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = found },
    };

    private static JsonObject Facet(string text, Match found, JsonObject feature)
    {
        var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, found.Index));
        return new JsonObject
        {
            ["index"] = new JsonObject { ["byteStart"] = start, ["byteEnd"] = start + Encoding.UTF8.GetByteCount(found.Value) },
            ["features"] = new JsonArray(feature),
        };
    }

    [GeneratedRegex(@"(?<=^|[\s(])(@[\w-]+(\.[\w-]+)+|#\p{L}\w{0,63}|https?://[^\s)]*[^\s).,;:!?])")]
    private static partial Regex Marks();
}
