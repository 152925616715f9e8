using System.Text;
using System.Text.RegularExpressions;

namespace CrowdControl.Functions.Networks.Bluesky;

internal enum FacetKind { Link, Mention, Tag }

/// <summary>A link, mention or tag in a text.</summary>
/// <param name="Token">As written: the address, <c>@handle</c>, <c>#tag</c>.</param>
/// <param name="ByteStart">Where it begins, in UTF-8 bytes of the text.</param>
/// <param name="ByteEnd">Where it ends, exclusive.</param>
internal sealed record Facet(FacetKind Kind, string Token, int ByteStart, int ByteEnd)
{
    /// <summary>What stands behind the sign: the handle without @, the tag without #.</summary>
    public string Value => Kind is FacetKind.Link ? Token : Token[1..];
}

/// <summary>Finds what Bluesky shows as links, mentions and tags; the network itself finds nothing in a text.</summary>
/// <remarks>The dashboard's preview (web/src/text/facets.ts) finds the same: both are held to tests/facets.json.</remarks>
internal static partial class Facets
{
    private const int MaximumTagCharacters = 64;
    private const int MaximumTagBytes = 640;

    // White space as in ECMAScript, which the dashboard goes by.
    private const string Space = @"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    // Chinese and Japanese sentences put no space after an address, but they do put one of these.
    private const string WidePunctuation = "、。，！？；：（）「」『』【】《》〈〉";

    /// <summary>In the order of the text, none overlapping another.</summary>
    public static IReadOnlyList<Facet> Find(string text)
    {
        var found = Link().Matches(text).Select(match => (Kind: FacetKind.Link, match.Index, Token: Trimmed(match.Value))).Where(Complete)
            .Concat(Mention().Matches(text).Select(match => (Kind: FacetKind.Mention, match.Index, Token: match.Value)))
            .Concat(Tag().Matches(text).Select(match => (Kind: FacetKind.Tag, match.Index, Token: match.Value)).Where(ShortEnough))
            .OrderBy(facet => facet.Index).ThenBy(facet => facet.Kind);

        var facets = new List<Facet>();
        var end = 0;
        foreach (var (kind, index, token) in found)
        {
            if (index < end) continue; // such as an @handle inside an address
            end = index + token.Length;
            var start = Encoding.UTF8.GetByteCount(text.AsSpan(0, index));
            facets.Add(new Facet(kind, token, start, start + Encoding.UTF8.GetByteCount(token)));
        }
        return facets;
    }

    /// <summary>The full stop after an address belongs to the sentence, and so does a bracket that was not opened inside it.</summary>
    private static string Trimmed(string address)
    {
        address = address.TrimEnd('.', ',', ';', ':', '!', '?', '\'', '"', '”', '’', '…');
        return address.EndsWith(')') && !address.Contains('(') ? address[..^1] : address;
    }

    /// <summary>A post with an address that is none would be refused as a whole.</summary>
    private static bool Complete((FacetKind Kind, int Index, string Token) link) => Host().IsMatch(link.Token);

    private static bool ShortEnough((FacetKind Kind, int Index, string Token) tag) =>
        Encoding.UTF8.GetByteCount(tag.Token) <= MaximumTagBytes + 1
        && new System.Globalization.StringInfo(tag.Token[1..]).LengthInTextElements <= MaximumTagCharacters;

    [GeneratedRegex($@"(?<=^|[{Space}(])[hH][tT][tT][pP][sS]?://[^{Space}{WidePunctuation}]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-zA-Z]+://[\p{L}\p{N}]")]
    private static partial Regex Host();

    [GeneratedRegex($@"(?<=^|[{Space}(])@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+")]
    private static partial Regex Mention();

    [GeneratedRegex($@"(?<=^|[{Space}])[#＃](?![\ufe0f\u20e3])[^{Space}\p{{P}}]*[^{Space}\p{{P}}0-9][^{Space}\p{{P}}]*")]
    private static partial Regex Tag();
}
