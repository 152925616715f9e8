using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>How a member's act on an exhibit is done: looked up, permitted, recorded, then written with its line of custody as one.</summary>
internal sealed class ExhibitActs(EvidenceTable table, EvidenceRecord record)
{
    public async Task<Outcome<StoredExhibit>> Find(Caller caller, ExhibitId id, Permission right, CancellationToken cancellation)
    {
        if (await table.Find(caller.Tenant, id, cancellation) is not { } stored || stored.Exhibit.State is ExhibitState.Taking)
            return new Refusal.NotFound("exhibit");
        return May(caller, right, stored.Exhibit.Channel) ? stored : OutOfReach();
    }

    /// <summary>An act that changes nothing is answered, not recorded again.</summary>
    public async Task<Outcome<StoredExhibit>> Do(
        Caller caller, ExhibitId id, Permission right, string act, string? why, Func<Exhibit, Outcome<Exhibit>> move,
        IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation)
    {
        var found = await Find(caller, id, right, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return found;
        switch (move(stored.Exhibit))
        {
            case Outcome<Exhibit>.Refused { Why: var refused }:
                return refused;
            case Outcome<Exhibit>.Done { Value: var moved } when !ReferenceEquals(moved, stored.Exhibit):
                var said = why is null ? details : details.Append(new("reason", why));
                var @try = $"{stored.Version}";
                var recorded = await record.Sign(caller, moved, act, @try, said, cancellation);
                if (recorded is not Outcome<long>.Done { Value: var entry }) return ((Outcome<long>.Refused)recorded).Why;
                var touch = new CustodyEvent(caller.At, act, caller.Member.Id.Value, caller.Member.Name, why, entry);
                if (await table.Write(new EvidenceChange(caller.Tenant).Exhibit(stored, moved).Custody(stored, touch), cancellation))
                    return stored with { Exhibit = moved };
                await record.Exhibit(Actor.Of(caller), caller.At, moved, act, @try, AuditOutcome.Refused, said, cancellation);
                return new Refusal.Stale();
            default:
                return found;
        }
    }

    /// <summary>What a feed brought is of no channel: whoever holds the right anywhere holds it there.</summary>
    public static bool May(Caller caller, Permission right, ChannelId? channel) =>
        channel is { } named ? caller.May(right, named) : caller.May(right);

    public static Refusal.NotPermitted OutOfReach() =>
        new("Your roles do not reach the channel that this evidence is of. Somebody who manages members can give you one that does.");
}
