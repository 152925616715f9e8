using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Monitoring.Watches;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Matches, triages and stores a batch. Running it twice stores nothing twice.</summary>
public sealed class Classifying
{
    private readonly ITriageEngine _engine;
    private readonly WatchSets _watches;
    private readonly Mentions _mentions;
    private readonly HitIndex _hits;
    private readonly OwnPosts _posts;
    private readonly TimeProvider _clock;

    internal Classifying(ITriageEngine engine, WatchSets watches, Mentions mentions, HitIndex hits, OwnPosts posts, TimeProvider clock) =>
        (_engine, _watches, _mentions, _hits, _posts, _clock) = (engine, watches, mentions, hits, posts, clock);

    internal async Task Run(MentionBatch batch, CancellationToken cancellation)
    {
        var own = batch.Mentions.ToLookup(mention => mention.Kind is MentionKind.Post or MentionKind.Baseline);
        await _posts.Store(batch.Tenant, own[true], cancellation);
        if (!own[false].Any()) return;

        var compiled = await _watches.Of(batch.Tenant, cancellation);
        var read = own[false].Select(mention => Read(mention, compiled)).ToList();
        await _mentions.Store(batch.Tenant, read, cancellation);
        await _hits.Store(batch.Tenant, Hits(read), cancellation);
    }

    private StoredMention Read(Mention mention, CompiledWatches compiled)
    {
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        var classified = _engine.Classify(new TriageText(mention.Text, mention.Languages, today));
        return new StoredMention(
            mention, new FoundLanguage(classified.Language.Tag, classified.Language.Confidence),
            Findings.Of(compiled.Set.Match(mention.Text), compiled), Findings.Of(classified));
    }

    private static IEnumerable<(WatchId Watch, MentionId Mention)> Hits(IEnumerable<StoredMention> read) =>
        from found in read from hit in found.Hits select (new WatchId(hit.Watch), found.Mention.Id);
}
