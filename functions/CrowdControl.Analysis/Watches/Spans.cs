using System.Collections.Immutable;

namespace CrowdControl.Analysis.Watches;

internal static class Spans
{
    /// <summary>The same characters as ranges in order, overlapping ones made one; ranges that only touch stay apart.</summary>
    public static ImmutableArray<MatchSpan> Union(List<MatchSpan> spans)
    {
        var union = ImmutableArray.CreateBuilder<MatchSpan>(spans.Count);
        foreach (var span in spans.OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (union.Count == 0 || span.Start >= union[^1].Start + union[^1].Length) union.Add(span);
            else union[^1] = union[^1] with { Length = Math.Max(union[^1].Length, span.Start + span.Length - union[^1].Start) };
        }
        return union.DrainToImmutable();
    }
}
