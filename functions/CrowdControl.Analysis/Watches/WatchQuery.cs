using System.Collections.Immutable;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Watches;

/// <summary>A query that was understood. Immutable; made by <see cref="QueryReader"/> only.</summary>
public sealed class WatchQuery
{
    internal WatchQuery(ImmutableArray<QueryTerm> terms) => Terms = terms;

    internal ImmutableArray<QueryTerm> Terms { get; }

    /// <summary>The version of the function that folds and splits texts; a stored hit names it.</summary>
    public static string Normaliser => Folding.Version;
}

/// <summary>One word or phrase: folded words that must stand next to each other, in order.</summary>
/// <param name="Written">As the person wrote it.</param>
internal sealed record QueryTerm(string Written, ImmutableArray<string> Words);

/// <summary>What came of reading a query: the query, or up to ten problems with their places.</summary>
public sealed record QueryReading(WatchQuery? Query, ImmutableArray<QueryError> Errors);

/// <summary>One problem in a query.</summary>
/// <param name="Code">Stable, as listed in the documentation of the query language.</param>
/// <param name="From">Where it is, in UTF-16 units of the query, from 0.</param>
/// <param name="Length">How many units it covers; zero at the end of the text.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record QueryError(string Code, int From, int Length, string Message, string Hint);

/// <summary>Words that matched: UTF-16 units of the text as received, never inside a surrogate pair.</summary>
public readonly record struct MatchSpan(int Start, int Length);

/// <summary>A watch that found something, with the words that it found, in order and without overlaps.</summary>
public sealed record WatchHit(string Watch, ImmutableArray<MatchSpan> Spans);
