using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>Requests to destroy an exhibit and what two people say to them. A hold refuses them at once, and again when they are carried out.</summary>
public sealed class ErasureDesk
{
    private readonly EvidenceTable _table;
    private readonly EvidenceRecord _record;
    private readonly ExhibitActs _acts;
    private readonly Destruction _destruction;

    internal ErasureDesk(EvidenceTable table, EvidenceRecord record, ExhibitActs acts, Destruction destruction) =>
        (_table, _record, _acts, _destruction) = (table, record, acts, destruction);

    /// <param name="rule">The retention rule, where a review asks for a disposal.</param>
    internal async Task<Outcome<Exhibit>> Ask(
        Caller caller, ExhibitId id, Permission right, Intent intent, RemovalKind kind, string basis, string? rule, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, right, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value: var stored }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        var wish = new Removal(intent.IdFor("removal"), kind, basis, rule, caller.Signatory, caller.At, RemovalState.Asked, [], null);
        if (stored.Exhibit.Removal?.Id != wish.Id && stored.Exhibit.State is ExhibitState.Kept
            && await _table.Find(caller.Tenant, id.Case, cancellation) is { Case: var folder } && folder.HoldOn(id) is { } hold)
        {
            await _record.Exhibit(Actor.Of(caller), caller.At, stored.Exhibit, "erasure.refused", wish.Id, AuditOutcome.Refused,
                [new("basis", basis), new("kind", kind.ToString()), new("hold", hold.Id.Value)], cancellation);
            return new HoldInForce();
        }

        return Only(await _acts.Do(
            caller, id, right, "erasure.requested", basis, exhibit => exhibit.Ask(wish), [new("removal", wish.Id), new("kind", kind.ToString())], cancellation));
    }

    /// <summary>The second yes begins the destruction, and the answer tells how far it came: what is left is gone on with by the clock.</summary>
    internal async Task<Outcome<Exhibit>> Decide(
        Caller caller, ExhibitId id, string removal, bool approve, string reason, CancellationToken cancellation)
    {
        var decided = Only(await _acts.Do(
            caller, id, Permission.ApproveErasure, approve ? "erasure.approved" : "erasure.refused", reason,
            exhibit => Move(caller, exhibit, removal, approve, reason), [new("removal", removal)], cancellation));
        if (decided is not Outcome<Exhibit>.Done { Value: var exhibit } || exhibit.Removal is not { State: RemovalState.Approved }) return decided;
        return await _destruction.Run(caller.Tenant, id, cancellation) is { } after
            ? after.Removal is { State: RemovalState.Refused } ? new HoldInForce() : after
            : decided;
    }

    private static Outcome<Exhibit> Move(Caller caller, Exhibit exhibit, string removal, bool approve, string reason)
    {
        if (exhibit.Removal is not { } asked || asked.Id != removal) return new Refusal.NotFound("request");
        if (exhibit.State is not ExhibitState.Kept) return new EvidenceGone();
        var forInformation = ExhibitActs.May(caller, Permission.ManageRetention, exhibit.Channel);
        return (approve ? asked.Approve(caller.Signatory, forInformation, reason, caller.At) : asked.Refuse(caller.Signatory, reason)) switch
        {
            Outcome<Removal>.Done { Value: var next } => exhibit with
            {
                Removal = next,
                WorkAt = next.State is RemovalState.Approved ? caller.At : exhibit.WorkAt,
            },
            Outcome<Removal>.Refused { Why: var why } => why,
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    private static Outcome<Exhibit> Only(Outcome<StoredExhibit> outcome) => outcome switch
    {
        Outcome<StoredExhibit>.Done { Value.Exhibit: var exhibit } => exhibit,
        Outcome<StoredExhibit>.Refused { Why: var why } => why,
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };
}
