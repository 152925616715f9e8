using System.Collections.Immutable;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Watches;

/// <summary>Reads the first query language: a list of words and phrases, one a line or in quotes; any one of them is a hit.</summary>
/// <remarks>Never throws. Linear in the length. At most ten problems are reported.</remarks>
public static class QueryReader
{
    public const int MaximumCharacters = 8_000;
    public const int MaximumTerms = 400;
    private const int MaximumErrors = 10;

    public static QueryReading Read(string text)
    {
        if (text.Length > MaximumCharacters)
            return Refused(new QueryError("E26", MaximumCharacters, text.Length - MaximumCharacters,
                $"The query has {text.Length} characters, the limit is {MaximumCharacters}.", "Split the watch."));
        var terms = ImmutableArray.CreateBuilder<QueryTerm>();
        var errors = ImmutableArray.CreateBuilder<QueryError>();
        foreach (var piece in QueryPieces.Of(text, errors)) Take(piece, terms, errors);
        if (terms.Count == 0 && errors.Count == 0)
            errors.Add(new QueryError("E01", 0, 0, "The query is empty.", "Type a word, a \"phrase\" or a #tag."));
        return errors.Count > 0
            ? new QueryReading(null, [.. errors.Take(MaximumErrors)])
            : new QueryReading(new WatchQuery(terms.ToImmutable()), []);
    }

    private static void Take(QueryPiece piece, ImmutableArray<QueryTerm>.Builder terms, ImmutableArray<QueryError>.Builder errors)
    {
        if (HiddenControl(piece) is { } hidden)
        {
            errors.Add(hidden);
            return;
        }
        if (piece.Text.AsSpan().IndexOfAny('*', '?') is >= 0 and var wildcard && IsPattern(piece.Text, wildcard))
        {
            errors.Add(new QueryError("E18", piece.From + wildcard, 1, "A wildcard is not allowed here.", "List the words, one a line."));
            return;
        }
        ImmutableArray<string> words = [.. Tokeniser.Read(piece.Text).Tokens.Select(t => t.Form.ToString())];
        if (words.IsEmpty)
            errors.Add(new QueryError("E23", piece.From, piece.Text.Length, "Nothing is left of this after normalisation.",
                "Remove it, or put a word beside it."));
        else if (terms.Count == MaximumTerms)
            errors.Add(new QueryError("E26", piece.From, piece.Text.Length, $"More than {MaximumTerms} terms.", "Split the watch."));
        else if (!terms.Any(t => t.Words.SequenceEqual(words))) terms.Add(new QueryTerm(piece.Text, words));
    }

    /// <summary>A question mark or star inside or after a word; one that stands alone is punctuation.</summary>
    private static bool IsPattern(string text, int at) => text[at] == '*'
        ? (at > 0 && char.IsLetterOrDigit(text[at - 1])) || (at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
        : at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static QueryError? HiddenControl(QueryPiece piece)
    {
        var at = piece.Text.AsSpan().IndexOfAnyInRange('\u202A', '\u202E');
        return at < 0 ? null
            : new QueryError("E27", piece.From + at, 1, "A hidden control character is here.", "Delete and retype this word.");
    }

    private static QueryReading Refused(QueryError error) => new(null, [error]);
}
