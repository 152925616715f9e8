using System.Collections.Immutable;
using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Watches;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>What members do with watches. Each act is recorded before it is done.</summary>
public sealed class WatchDesk
{
    private readonly WatchTable _watches;
    private readonly WatchSets _sets;
    private readonly AuditTrail _trail;

    internal WatchDesk(WatchTable watches, WatchSets sets, AuditTrail trail) =>
        (_watches, _sets, _trail) = (watches, sets, trail);

    internal async Task<Outcome<StoredWatch>> Request(Caller caller, WatchId id, NewWatchRequest wish, CancellationToken cancellation)
    {
        if (wish.WrongTerms is { } wrong) return new Refusal.Invalid("terms", wrong);
        var outcome = Watch.Request(id, caller.Member.Id, wish.Name, wish.Purpose, wish.Words);
        if (outcome is not Outcome<Watch>.Done { Value: var watch }) return Why(outcome);
        var fresh = new StoredWatch(watch, caller.Member.Name, StoredWatch.FingerprintOf(watch), null);

        await Record(caller, fresh, "requested", AuditOutcome.Done, cancellation);
        if (await _watches.Write(caller.Tenant, fresh, cancellation) is { } written) return written;
        var there = await _watches.Find(caller.Tenant, id, cancellation);
        if (there?.Fingerprint == fresh.Fingerprint) return there;
        return new Refusal.KeyReused();
    }

    internal Task<Outcome<StoredWatch>> Change(Caller caller, WatchId id, ETag expected, NewWatchRequest wish, CancellationToken cancellation) =>
        wish.WrongTerms is { } wrong
            ? Task.FromResult<Outcome<StoredWatch>>(new Refusal.Invalid("terms", wrong))
            : Act(caller, id, expected, "changed", watch => watch.Change(caller.Member.Id, wish.Name, wish.Purpose, wish.Words), cancellation);

    internal Task<Outcome<StoredWatch>> Authorise(Caller caller, WatchId id, CancellationToken cancellation) =>
        Act(caller, id, null, "authorised", watch => watch.Authorise(caller.Member.Id), cancellation);

    internal Task<Outcome<StoredWatch>> Pause(Caller caller, WatchId id, CancellationToken cancellation) =>
        Act(caller, id, null, "paused", watch => watch.Pause(), cancellation);

    internal Task<Outcome<StoredWatch>> Resume(Caller caller, WatchId id, CancellationToken cancellation) =>
        Act(caller, id, null, "resumed", watch => watch.Resume(), cancellation);

    internal Task<Outcome<StoredWatch>> Retire(Caller caller, WatchId id, CancellationToken cancellation) =>
        Act(caller, id, null, "retired", watch => watch.Retire(), cancellation);

    private async Task<Outcome<StoredWatch>> Act(
        Caller caller, WatchId id, ETag? expected, string verb, Func<Watch, Outcome<Watch>> move, CancellationToken cancellation)
    {
        if (await _watches.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("watch");
        if (expected is { } version && version != stored.Version) return new Refusal.Stale();
        var outcome = move(stored.Watch);
        if (outcome is not Outcome<Watch>.Done { Value: var moved }) return Why(outcome);
        if (moved == stored.Watch) return stored;

        var next = stored with { Watch = moved };
        await Record(caller, next, verb, AuditOutcome.Done, cancellation);
        if (await _watches.Write(caller.Tenant, next, cancellation) is { } written)
        {
            _sets.Forget(caller.Tenant);
            return written;
        }

        await Record(caller, next, verb, AuditOutcome.Refused, cancellation);
        return new Refusal.Stale();
    }

    /// <summary>The id names the version that the act follows from, so that a retry of the act is one entry.</summary>
    private Task Record(Caller caller, StoredWatch stored, string verb, AuditOutcome outcome, CancellationToken cancellation)
    {
        var watch = stored.Watch;
        var version = watch.Proposed ?? watch.Current!;
        var id = MentionKey.Digest(["watch", watch.Id.Value, stored.Version?.ToString() ?? "", verb, caller.Member.Id.Value, outcome.ToString()]);
        return _trail.Record(
            caller, id, $"watch.{verb}", new AuditSubject("watch", watch.Id.Value), null, outcome,
            ImmutableSortedDictionary<string, string>.Empty
                .Add("state", watch.State.ToString())
                .Add("version", version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Add("terms", MentionKey.Digest(version.Terms)),
            cancellation);
    }

    private static Outcome<StoredWatch> Why(Outcome<Watch> outcome) => ((Outcome<Watch>.Refused)outcome).Why;
}
