using System.Text;
using System.Text.Json;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Pages;

/// <summary>A post's text with its mentions, links and tags as links.</summary>
internal static class RichText
{
    public static Markup Show(Post post, NetworkLedger ledger)
    {
        var text = Encoding.UTF8.GetBytes(post.Text);
        var pieces = new List<Markup>();
        var at = 0;
        foreach (var facet in Post.Facets(post.Record.Value).OrderBy(facet => facet.Start))
        {
            if (facet.Start < at || facet.End > text.Length || facet.End <= facet.Start) continue;
            pieces.Add(Plain(text.AsSpan(at, facet.Start - at)));
            pieces.Add(Marked(Encoding.UTF8.GetString(text, facet.Start, facet.End - facet.Start), facet.Features, ledger));
            at = facet.End;
        }

        pieces.Add(Plain(text.AsSpan(at)));
        return $"{pieces}";
    }

    private static Markup Plain(ReadOnlySpan<byte> text) => $"{Encoding.UTF8.GetString(text)}";

    private static Markup Marked(string words, IReadOnlyList<JsonElement> features, NetworkLedger ledger)
    {
        foreach (var feature in features)
        {
            if (RecordFields.Text(feature, "did") is { } did && ledger.Accounts.WithDid(did) is { } account)
                return $"""<a href="/profile/{account.Handle}">{words}</a>""";
            if (RecordFields.Text(feature, "tag") is { } tag)
                return $"""<a href="/search?q={Uri.EscapeDataString("#" + tag)}">{words}</a>""";
            // Only to the web: a link of a stranger's must not run anything.
            if (RecordFields.Text(feature, "uri") is { } uri && Uri.TryCreate(uri, UriKind.Absolute, out var link) && link.Scheme is "https" or "http")
                return $"""<a href="{uri}" rel="nofollow noreferrer">{words}</a>""";
        }

        return $"{words}";
    }
}
