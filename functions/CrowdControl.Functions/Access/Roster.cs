using System.Collections.Concurrent;
using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>Who is who: the front of access.</summary>
public sealed class Roster
{
    private readonly ConcurrentDictionary<TenantId, Organisation> _organisations = new();
    private readonly IdentityTable _identities;
    private readonly MemberTable _members;
    private readonly FirstSetUp _setUp;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal Roster(IdentityTable identities, MemberTable members, FirstSetUp setUp, AuditTrail trail, TimeProvider clock) =>
        (_identities, _members, _setUp, _trail, _clock) = (identities, members, setUp, trail, clock);

    /// <summary>The active member that this identity of a directory is, read anew each time: a suspension bites at the next request.
    /// Null for whoever has no membership, or none that is active.</summary>
    public Task<Caller?> Find(string directory, string objectId, CancellationToken cancellation) => Find(directory, objectId, null, cancellation);

    /// <param name="name">What the directory calls them: the first administrator is nowhere else named.</param>
    public async Task<Caller?> Find(string directory, string objectId, string? name, CancellationToken cancellation)
    {
        var place = await _identities.Find(directory, objectId, cancellation) ?? await _setUp.Run(directory, objectId, name, cancellation);
        if (place is null || await Present(place, cancellation) is not { State: MemberState.Active } member) return null;
        return new Caller(await OrganisationOf(place.Tenant, cancellation), member, _clock.GetUtcNow());
    }

    /// <summary>A member in whose name a job acts, as they stand now; null for one who is active no more.</summary>
    public async Task<Caller?> Find(TenantId tenant, MemberId id, CancellationToken cancellation) =>
        await Get(tenant, id, cancellation) is { State: MemberState.Active } member
            ? new Caller(await OrganisationOf(tenant, cancellation), member, _clock.GetUtcNow())
            : null;

    public async Task<Member?> Get(TenantId tenant, MemberId id, CancellationToken cancellation) =>
        (await _members.Get(tenant, id, cancellation))?.Value;

    /// <summary>Everybody of one organisation, whatever their state.</summary>
    public async Task<IReadOnlyList<Member>> List(TenantId tenant, CancellationToken cancellation) =>
        await _members.List(tenant, null, 1_000, cancellation).ToListAsync(cancellation);

    /// <summary>The member as they stand; the first time they come, they join.</summary>
    private async Task<Member?> Present(Place place, CancellationToken cancellation)
    {
        while (await _members.Get(place.Tenant, place.Member, cancellation) is { } found)
        {
            if (found.Value.State is not MemberState.Invited) return found.Value;
            var joined = found.Value.Join();
            await Record(joined, cancellation);
            if (await _members.Change(found, joined, cancellation)) return joined;
        }

        return null;
    }

    private Task Record(Member joined, CancellationToken cancellation) => _trail.Record(new AuditEvent(
        joined.Tenant, $"member/{joined.Id}/joined", _clock.GetUtcNow(), Actor.Of(joined), "user.joined",
        new AuditSubject("member", joined.Id.Value), null, AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty), cancellation);

    private async Task<Organisation> OrganisationOf(TenantId tenant, CancellationToken cancellation) =>
        _organisations.TryGetValue(tenant, out var known)
            ? known
            : _organisations.GetOrAdd(tenant, await _members.Organisation(tenant, cancellation)
                ?? throw new InvalidOperationException($"The organisation {tenant} has members and no row of its own."));
}
