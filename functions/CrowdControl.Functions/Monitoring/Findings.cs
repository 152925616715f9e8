using System.Collections.Immutable;
using CrowdControl.Analysis.Triage;
using CrowdControl.Analysis.Watches;
using CrowdControl.Functions.Monitoring.Watches;

namespace CrowdControl.Functions.Monitoring;

/// <summary>What the engines say, as it is kept. Spans are cut to a number that fits into a row whatever the text holds.</summary>
internal static class Findings
{
    private const int MostSpansOfHits = 2_000;
    private const int MostSpansOfReason = 20;

    public static ImmutableArray<FoundHit> Of(ImmutableArray<WatchHit> hits, CompiledWatches watches)
    {
        var left = MostSpansOfHits;
        var found = ImmutableArray.CreateBuilder<FoundHit>(hits.Length);
        foreach (var hit in hits)
        {
            // Every hit keeps a span at least: a hit without a word to show would explain nothing.
            var spans = hit.Spans.Take(Math.Max(1, left)).Select(span => new FoundSpan(span.Start, span.Length)).ToImmutableArray();
            left -= spans.Length;
            found.Add(new FoundHit(hit.Watch, watches.NameOf(hit.Watch), spans));
        }

        return found.MoveToImmutable();
    }

    public static FoundRisk Of(Classification read) => new(read.Stamp.Engine, read.Band, read.Why, [.. read.Signals.Select(Of)]);

    private static FoundSignal Of(Signal signal) => new(signal.Category.Code(), signal.Band, signal.Why, [.. signal.Reasons.Select(Of)]);

    private static FoundReason Of(Reason reason) => new(
        reason.Id, reason.Meaning, [.. reason.Spans.Take(MostSpansOfReason).Select(span => new FoundSpan(span.Start, span.Length))]);
}
