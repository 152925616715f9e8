using System.Collections.Immutable;
using CrowdControl.Analysis.Watches;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>What a member asks a watch to look for, and why.</summary>
public sealed record NewWatchRequest(string Name, string Purpose, IReadOnlyList<string> Terms)
{
    internal ImmutableArray<string> Words => [.. Terms.Select(term => term.Trim())];

    /// <summary>What is wrong with the words, in the reader's own sentences; null when they can be searched for.</summary>
    internal string? WrongTerms
    {
        get
        {
            if (Terms.Any(term => term is null || term.AsSpan().ContainsAny('\n', '\r'))) return "Give each word or phrase on its own.";
            var read = QueryReader.Read(string.Join('\n', Words));
            return read.Query is null ? string.Join(' ', read.Errors.Select(Say)) : null;
        }
    }

    private string Say(QueryError error)
    {
        var start = 0;
        foreach (var word in Words)
        {
            if (error.Length > 0 && error.Length <= word.Length && error.From >= start && error.From < start + word.Length)
                return $"\u201C{word}\u201D: {error.Message} {error.Hint}";
            start += word.Length + 1;
        }

        return $"{error.Message} {error.Hint}";
    }
}
