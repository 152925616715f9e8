using System.Net;
using System.Text;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>The words of a piece of HTML: no markup, no scripts, white space as in running text.</summary>
internal static class PlainText
{
    private static readonly string[] Silent = ["script", "style"];

    public static string Of(string html)
    {
        var words = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length;)
        {
            if (html[at] != '<' || at + 1 == html.Length || !(char.IsAsciiLetter(html[at + 1]) || html[at + 1] is '/' or '!' or '?'))
            {
                words.Append(html[at++]);
                continue;
            }

            words.Append(' ');
            at = AfterTag(html, at);
        }

        return string.Join(' ', WebUtility.HtmlDecode(words.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A tag that never ends takes the rest with it.</summary>
    private static int AfterTag(string html, int open)
    {
        if (html.AsSpan(open).StartsWith("<!--")) return After(html, "-->", open);
        foreach (var name in Silent)
            if (html.AsSpan(open + 1).StartsWith(name, StringComparison.OrdinalIgnoreCase)) return After(html, ">", After(html, $"</{name}", open));
        return After(html, ">", open);
    }

    private static int After(string html, string end, int from)
    {
        var found = html.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? html.Length : found + end.Length;
    }
}
