using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>What members do with feeds. Each act is recorded before it is done.</summary>
public sealed class FeedDesk
{
    private readonly FeedTable _feeds;
    private readonly HarvestHealth _health;
    private readonly AuditTrail _trail;

    internal FeedDesk(FeedTable feeds, HarvestHealth health, AuditTrail trail) => (_feeds, _health, _trail) = (feeds, health, trail);

    internal async Task<Page<FeedAnswer>> List(TenantId tenant, Paging paging, CancellationToken cancellation)
    {
        var page = paging.Cut((await _feeds.All(tenant, cancellation)).Select(stored => stored.Feed), feed => feed.Id.Value);
        var health = await _health.Of(tenant, cancellation);
        return page.Select(feed => FeedAnswer.Of(feed, health.GetValueOrDefault(feed.Id.Value)));
    }

    internal async Task<Outcome<FeedAnswer>> Add(Caller caller, FeedId id, NewFeedRequest wish, CancellationToken cancellation)
    {
        var outcome = Feed.Add(caller.Tenant, id, wish.Name, wish.Url, caller.At);
        if (outcome is not Outcome<Feed>.Done { Value: var feed }) return ((Outcome<Feed>.Refused)outcome).Why;
        await Record(caller, feed, "added", AuditOutcome.Done, cancellation);
        if (await _feeds.Add(feed, cancellation)) return FeedAnswer.Of(feed, null);
        var there = (await _feeds.Find(caller.Tenant, id, cancellation))!.Feed;
        return there.Name == feed.Name && there.Url == feed.Url ? FeedAnswer.Of(there, null) : new Refusal.KeyReused();
    }

    internal async Task<Outcome<FeedAnswer>> Retire(Caller caller, FeedId id, CancellationToken cancellation)
    {
        if (await _feeds.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("feed");
        if (stored.Feed.State is FeedState.Retired) return FeedAnswer.Of(stored.Feed, null);
        var retired = stored.Feed.Retire();
        await Record(caller, retired, "retired", AuditOutcome.Done, cancellation);
        if (await _feeds.Change(stored, retired, cancellation)) return FeedAnswer.Of(retired, null);
        await Record(caller, retired, "retired", AuditOutcome.Refused, cancellation);
        return new Refusal.Stale();
    }

    private Task Record(Caller caller, Feed feed, string verb, AuditOutcome outcome, CancellationToken cancellation) => _trail.Record(
        caller, MentionKey.Digest(["feed", feed.Id.Value, verb, caller.Member.Id.Value, outcome.ToString()]), $"feed.{verb}",
        new AuditSubject("feed", feed.Id.Value), null, outcome,
        ImmutableSortedDictionary<string, string>.Empty.Add("url", feed.Url.AbsoluteUri), cancellation);
}
