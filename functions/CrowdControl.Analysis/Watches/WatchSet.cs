using System.Collections.Immutable;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Watches;

/// <summary>Many queries compiled together: one pass over a text finds the hits of all of them.</summary>
/// <remarks>
/// Immutable and safe for any number of threads. Each word of a text is looked up once in a table of anchors (one word of every
/// term), so that the time depends on the length of the text and on its candidates, not on the number of queries.
/// </remarks>
public sealed class WatchSet
{
    public static readonly WatchSet Empty = new([]);

    private readonly ImmutableArray<string> _watches;
    private readonly Dictionary<string, Posting[]>.AlternateLookup<ReadOnlySpan<char>> _anchors;

    private WatchSet(IEnumerable<KeyValuePair<string, WatchQuery>> queries)
    {
        var ordered = queries.OrderBy(q => q.Key, StringComparer.Ordinal).ToList();
        _watches = [.. ordered.Select(q => q.Key)];
        var postings = ordered
            .SelectMany((query, watch) => query.Value.Terms.Select(term => new Posting(watch, term.Words, AnchorOf(term.Words))))
            .GroupBy(posting => posting.Words[posting.Anchor], StringComparer.Ordinal);
        _anchors = postings.ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _watches.Length;

    /// <summary>Compiles the set; time and memory are linear in the number of terms.</summary>
    public static WatchSet Compile(IEnumerable<KeyValuePair<string, WatchQuery>> queries) => new(queries);

    /// <summary>The watches that the text is a hit of, ordered by key. Never throws, whatever the text holds.</summary>
    public ImmutableArray<WatchHit> Match(string text)
    {
        if (_watches.IsEmpty) return [];
        var tokens = Tokeniser.Read(text).Tokens;
        SortedDictionary<int, List<MatchSpan>>? found = null;
        for (var at = 0; at < tokens.Count; at++)
            foreach (var form in Forms.Of(tokens[at]))
                if (_anchors.TryGetValue(form.Span, out var postings)) Confirm(tokens, at, postings, ref found);
        return found is null ? [] : [.. found.Select(hit => new WatchHit(_watches[hit.Key], Spans.Union(hit.Value)))];
    }

    private static void Confirm(List<Token> tokens, int at, Posting[] postings, ref SortedDictionary<int, List<MatchSpan>>? found)
    {
        foreach (var posting in postings)
        {
            var first = at - posting.Anchor;
            if (first < 0 || first + posting.Words.Length > tokens.Count || !StandsAt(tokens, first, posting)) continue;
            found ??= [];
            if (!found.TryGetValue(posting.Watch, out var spans)) found[posting.Watch] = spans = [];
            spans.Add(new MatchSpan(tokens[first].Start, tokens[first + posting.Words.Length - 1].End - tokens[first].Start));
        }
    }

    private static bool StandsAt(List<Token> tokens, int first, Posting posting)
    {
        for (var i = 0; i < posting.Words.Length; i++)
            if (i != posting.Anchor && !Forms.Has(tokens[first + i], posting.Words[i])) return false;
        return true;
    }

    /// <summary>The longest word is taken to be the rarest, until document frequencies are known.</summary>
    private static int AnchorOf(ImmutableArray<string> words)
    {
        var anchor = 0;
        for (var i = 1; i < words.Length; i++)
            if (words[i].Length > words[anchor].Length) anchor = i;
        return anchor;
    }

    private readonly record struct Posting(int Watch, ImmutableArray<string> Words, int Anchor);
}
