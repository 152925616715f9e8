using System.Collections.Immutable;

namespace CrowdControl.Analysis.Watches;

/// <summary>One term as written and where it stands in the query.</summary>
internal readonly record struct QueryPiece(string Text, int From);

/// <summary>Cuts a query into terms: what stands in quotes, and what is left of each line.</summary>
internal static class QueryPieces
{
    public static List<QueryPiece> Of(string text, ImmutableArray<QueryError>.Builder errors)
    {
        var pieces = new List<QueryPiece>();
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is not ('\n' or '\r') && !IsQuote(text[at])) continue;
            Add(pieces, text, start, at);
            if (at < text.Length && IsQuote(text[at])) at = Quoted(pieces, text, at, errors);
            start = at + 1;
        }
        return pieces;
    }

    /// <returns>The index of the closing quote, or the end of the line where there is none.</returns>
    private static int Quoted(List<QueryPiece> pieces, string text, int open, ImmutableArray<QueryError>.Builder errors)
    {
        var close = open + 1;
        while (close < text.Length && text[close] is not ('\n' or '\r') && !IsQuote(text[close])) close++;
        if (close == text.Length || !IsQuote(text[close]))
            errors.Add(new QueryError("E02", open, 1, "This quote is never closed.", "Add \" after the last word of the phrase."));
        else if (text.AsSpan(open + 1, close - open - 1).IsWhiteSpace())
            errors.Add(new QueryError("E05", open, close - open + 1, "There is nothing between these.", "Remove them or put a word inside."));
        else Add(pieces, text, open + 1, close);
        return close;
    }

    private static void Add(List<QueryPiece> pieces, string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        if (end > start) pieces.Add(new QueryPiece(text[start..end], start));
    }

    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' or '\uFF02';
}
