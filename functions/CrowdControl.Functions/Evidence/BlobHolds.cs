using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Evidence;

/// <summary>Has storage itself keep what a hold keeps, so that it outlives whoever has every right over this app. What storage refuses, or a
/// crash left undone, is gone on with by the clock. Which blobs is on record in the open, before storage is asked: the daily look at storage
/// compares the two.</summary>
internal sealed partial class BlobHolds(EvidenceTable table, EvidenceBlobs blobs, EvidenceRecord record, TimeProvider clock, ILogger<BlobHolds> log)
{
    public const string Applied = "hold.applied";
    public const string Lifted = "hold.lifted";

    /// <summary>The hold is in force in any case: storage comes second, and must not make it look as if nothing had been held.</summary>
    public async Task Try(TenantId tenant, CaseId of, CancellationToken cancellation)
    {
        try
        {
            await Apply(tenant, of, cancellation);
        }
        catch (RequestFailedException refused)
        {
            NotApplied(refused, of.Value);
        }
    }

    /// <summary>Does what is due for a case, once it was marked.</summary>
    /// <exception cref="RequestFailedException">Storage refused: the mark stays.</exception>
    public async Task Apply(TenantId tenant, CaseId of, CancellationToken cancellation)
    {
        if (await table.MarkOf(tenant, EvidenceKeys.ToHold(of), cancellation) is not { } mark) return;
        if (await table.Find(tenant, of, cancellation) is { Case: var folder })
            foreach (var exhibit in await table.Exhibits(tenant, of, cancellation))
                if (exhibit.State is not ExhibitState.Taking && IsToBeHeld(folder, exhibit) != exhibit.IsBlobHeld)
                    await Change(tenant, exhibit.Id, folder, cancellation);
        await table.Unmark(tenant, EvidenceKeys.ToHold(of), mark, cancellation);
    }

    private static bool IsToBeHeld(Case folder, Exhibit exhibit) => exhibit.State is ExhibitState.Kept && folder.HoldOn(exhibit.Id) is not null;

    private async Task Change(TenantId tenant, ExhibitId id, Case folder, CancellationToken cancellation)
    {
        if (await table.Find(tenant, id, cancellation) is not { } stored) return;
        var (hold, now) = (IsToBeHeld(folder, stored.Exhibit), clock.GetUtcNow());
        // A day that tries again says so again: the look at storage goes through what was said since the last one.
        var @try = $"{stored.Version} {EvidenceKeys.Day(now)}";
        await record.Blob(now, stored.Exhibit, hold ? Applied : Lifted, @try, AuditOutcome.Asked, [], cancellation);
        try
        {
            var kept = await blobs.Hold(tenant, stored.Exhibit.Blob, hold, cancellation);
            await record.Blob(
                now, stored.Exhibit, hold ? Applied : Lifted, @try, kept ? AuditOutcome.Done : AuditOutcome.Refused,
                kept ? [] : [new("what", "This storage keeps no legal holds.")], cancellation);
            if (kept) await table.Write(new EvidenceChange(tenant).Exhibit(stored, stored.Exhibit with { IsBlobHeld = hold }), cancellation);
        }
        catch (RequestFailedException refused) when (refused.Status is 403 or 409)
        {
            await record.Blob(
                now, stored.Exhibit, hold ? Applied : Lifted, @try, AuditOutcome.Refused, [new("what", refused.ErrorCode ?? "refused")], cancellation);
            throw;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Storage does not hold the evidence of case {Case} yet; the hold itself is in force, and the clock tries again within the hour.")]
    private partial void NotApplied(Exception refused, string @case);
}
