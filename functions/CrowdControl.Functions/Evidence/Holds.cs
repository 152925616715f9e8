using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>Places and releases holds, and says what they keep. A hold and the beginning of a destruction both write the case: whichever is
/// written first is known to the other.</summary>
public sealed class Holds
{
    private const string Subject = "hold";
    private readonly EvidenceTable _table;
    private readonly EvidenceRecord _record;
    private readonly BlobHolds _blobs;

    internal Holds(EvidenceTable table, EvidenceRecord record, BlobHolds blobs) => (_table, _record, _blobs) = (table, record, blobs);

    /// <summary>The holds in force on a case and its exhibits.</summary>
    public async Task<IReadOnlyList<Hold>> OpenOn(TenantId tenant, CaseId id, CancellationToken cancellation) =>
        await _table.Find(tenant, id, cancellation) is { Case: var found } ? [.. found.Holds.Where(hold => hold.IsInForce)] : [];

    /// <summary>The holds that keep this exhibit.</summary>
    public async Task<IReadOnlyList<Hold>> OpenOn(TenantId tenant, ExhibitId id, CancellationToken cancellation) =>
        [.. (await OpenOn(tenant, id.Case, cancellation)).Where(hold => hold.Exhibit is null || hold.Exhibit == id)];

    internal async Task<Outcome<Case>> Place(Caller caller, CaseId of, HoldId id, ExhibitId? exhibit, string reason, CancellationToken cancellation)
    {
        while (true)
        {
            if (await _table.Find(caller.Tenant, of, cancellation) is not { } stored) return new Refusal.NotFound("case");
            if (exhibit is { } named && await Missing(caller, of, named, cancellation) is { } missing) return missing;
            var hold = new Hold(id, exhibit, reason, caller.Signatory, caller.At, HoldState.InForce, null);
            if (await Do(caller, stored, "hold.set", id, reason, now => now.Place(hold), cancellation) is { } done) return done;
        }
    }

    internal async Task<Outcome<Case>> AskRelease(Caller caller, CaseId of, HoldId id, string reason, CancellationToken cancellation)
    {
        if (await _table.Find(caller.Tenant, of, cancellation) is not { } stored) return new Refusal.NotFound("case");
        if (!caller.May(Permission.ReleaseHolds) && stored.Case.Holds.FirstOrDefault(hold => hold.Id == id)?.PlacedBy.IsSamePersonAs(caller.Signatory) is false)
            return new Refusal.NotPermitted("Who placed the hold, professional standards or an information asset owner can ask for its release.");
        return await Do(caller, stored, "hold.release-asked", id, reason, now => now.AskRelease(id, caller.Signatory, reason), cancellation) ?? new Refusal.Stale();
    }

    internal async Task<Outcome<Case>> DecideRelease(Caller caller, CaseId of, HoldId id, bool release, string reason, CancellationToken cancellation)
    {
        if (await _table.Find(caller.Tenant, of, cancellation) is not { } stored) return new Refusal.NotFound("case");
        return await Do(
            caller, stored, release ? "hold.cleared" : "hold.kept", id, reason,
            now => now.DecideRelease(id, caller.Signatory, release, reason, caller.At), cancellation) ?? new Refusal.Stale();
    }

    private async Task<Refusal?> Missing(Caller caller, CaseId of, ExhibitId id, CancellationToken cancellation)
    {
        if (id.Case != of || await _table.Find(caller.Tenant, id, cancellation) is not { Exhibit: var exhibit } || exhibit.State is ExhibitState.Taking)
            return new Refusal.NotFound("exhibit");
        if (!ExhibitActs.May(caller, Permission.PlaceHolds, exhibit.Channel)) return ExhibitActs.OutOfReach();
        return exhibit.State is ExhibitState.Kept ? null : new EvidenceGone();
    }

    /// <summary>Null when somebody else changed the case first; that it did not happen is on record then.</summary>
    private async Task<Outcome<Case>?> Do(
        Caller caller, StoredCase stored, string act, HoldId id, string reason, Func<Case, Outcome<Case>> move, CancellationToken cancellation)
    {
        if (move(stored.Case) is not Outcome<Case>.Done { Value: var next } outcome) return move(stored.Case);
        if (next == stored.Case) return outcome;
        KeyValuePair<string, string>[] details = [new(Subject, id.Value), new("on", next.Holds.First(hold => hold.Id == id).Exhibit?.Value ?? "case"), new("reason", reason)];
        var @try = $"{id} {stored.Version}";
        if (await _record.Sign(caller, stored.Case.Id, act, @try, details, cancellation) is Outcome<long>.Refused { Why: var stopped }) return stopped;
        if (await _table.Write(new EvidenceChange(caller.Tenant).Case(stored, next).ToHold(next.Id), cancellation))
        {
            await _blobs.Try(caller.Tenant, next.Id, cancellation);
            return next;
        }

        await _record.Case(caller, stored.Case.Id, act, @try, AuditOutcome.Refused, details, cancellation);
        return null;
    }
}
