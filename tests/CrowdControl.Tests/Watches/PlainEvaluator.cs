using CrowdControl.Analysis.Text;

namespace CrowdControl.Tests.Watches;

/// <summary>The oracle: every term of every watch slid over every position, with strings and no tables.</summary>
internal static class PlainEvaluator
{
    public static IEnumerable<(string Watch, string Spans)> Match((string Id, string Query)[] queries, string text)
    {
        var positions = Tokeniser.Read(text).Tokens;
        foreach (var (id, query) in queries.OrderBy(q => q.Id, StringComparer.Ordinal))
        {
            var covered = new SortedSet<(int Start, int End)>();
            foreach (var line in query.Split('\n'))
            {
                var words = Tokeniser.Read(line).Tokens.Select(t => t.Form.ToString()).ToList();
                for (var at = 0; at + words.Count <= positions.Count; at++)
                    if (words.Select((word, i) => Answers(positions[at + i], word)).All(yes => yes))
                        covered.Add((positions[at].Start, positions[at + words.Count - 1].End));
            }
            if (covered.Count > 0) yield return (id, string.Join(';', Joined(covered)));
        }
    }

    private static bool Answers(Token token, string word)
    {
        var (form, plain) = (token.Form.ToString(), token.Plain.ToString());
        return form == word || token.Kind switch
        {
            TokenKind.Word or TokenKind.Emoji => plain == word,
            TokenKind.Tag => plain == word || form[1..] == word || plain[1..] == word,
            _ => false,
        };
    }

    private static IEnumerable<string> Joined(SortedSet<(int Start, int End)> ranges)
    {
        var (start, end) = ranges.Min;
        foreach (var range in ranges.Skip(1))
        {
            if (range.Start < end)
            {
                end = Math.Max(end, range.End);
                continue;
            }
            yield return new CrowdControl.Analysis.Watches.MatchSpan(start, end - start).ToString();
            (start, end) = range;
        }
        yield return new CrowdControl.Analysis.Watches.MatchSpan(start, end - start).ToString();
    }
}
