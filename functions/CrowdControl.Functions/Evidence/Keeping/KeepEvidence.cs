using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>By the clock: goes on with what was begun, and asks for a review of what has run out. Four to eight requests an organisation
/// where nothing is due.</summary>
public sealed partial class KeepEvidence
{
    private readonly EvidenceTable _table;
    private readonly EvidenceRecord _record;
    private readonly CaptureDesk _captures;
    private readonly Destruction _destruction;
    private readonly BlobHolds _holds;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeepEvidence> _log;

    internal KeepEvidence(
        EvidenceTable table, EvidenceRecord record, CaptureDesk captures, Destruction destruction, BlobHolds holds, TimeProvider clock, ILogger<KeepEvidence> log) =>
        (_table, _record, _captures, _destruction, _holds, _clock, _log) = (table, record, captures, destruction, holds, clock, log);

    public async Task Run(CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await _table.Tenants(cancellation))
        {
            foreach (var id in await _table.Marked(tenant, EvidenceKeys.Work, $"{EvidenceKeys.Work}{EvidenceKeys.Second(_clock.GetUtcNow())}{EvidenceKeys.End}", cancellation))
                await Guarded(id.Value, () => GoOn(tenant, id, cancellation), faults, cancellation);
            foreach (var of in await _table.ToHold(tenant, cancellation))
                await Guarded(of.Value, () => _holds.Apply(tenant, of, cancellation), faults, cancellation);
            foreach (var (rule, _) in await _table.Rules(tenant, cancellation))
                if (rule.InForce is { } term)
                    foreach (var id in await Ended(tenant, rule.Class, term, cancellation))
                        await Guarded(id.Value, () => Expire(tenant, id, term, cancellation), faults, cancellation);
        }

        if (faults.Count > 0) throw new AggregateException("Some evidence could not be kept as it should be; the next run tries again.", faults);
    }

    /// <summary>One exhibit must not keep the others from their turn.</summary>
    private async Task Guarded(string id, Func<Task> work, List<Exception> faults, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            NotKept(fault, id);
            faults.Add(fault);
        }
    }

    private async Task GoOn(TenantId tenant, ExhibitId id, CancellationToken cancellation)
    {
        if (await _table.Find(tenant, id, cancellation) is not { } stored) return;
        switch (stored.Exhibit)
        {
            case { State: ExhibitState.Taking }:
                await _captures.Finish(stored, cancellation);
                break;
            case { State: ExhibitState.Destroying } or { Removal.State: RemovalState.Approved }:
                await _destruction.Run(tenant, id, cancellation);
                break;
            case { State: ExhibitState.Destroyed }:
                await _destruction.TakeBlobAway(tenant, id, cancellation);
                break;
            default:
                await Expire(tenant, id, null, cancellation);
                break;
        }
    }

    private Task<IReadOnlyList<ExhibitId>> Ended(TenantId tenant, EvidenceClass of, RetentionTerm term, CancellationToken cancellation)
    {
        var from = EvidenceKeys.KeptFrom(of);
        return _table.Marked(tenant, from, $"{from}{EvidenceKeys.Day(_clock.GetUtcNow().AddDays(-term.Days))}|{EvidenceKeys.End}", cancellation);
    }

    private async Task Expire(TenantId tenant, ExhibitId id, RetentionTerm? term, CancellationToken cancellation)
    {
        if (await _table.Find(tenant, id, cancellation) is not { } stored) return;
        var (now, next) = (_clock.GetUtcNow(), stored.Exhibit.Expire(_clock.GetUtcNow()));
        if (ReferenceEquals(next, stored.Exhibit)) return;
        var under = term is null ? "the last review" : System.FormattableString.Invariant($"{stored.Exhibit.Class}/{term.Version}: {term.Days} days, {term.Basis}");
        var entry = await _record.Exhibit(EvidenceRecord.Job, now, next, "retention.expired", $"{stored.Version}", AuditOutcome.Done, [new("rule", under)], cancellation);
        var touch = new CustodyEvent(now, "retention.expired", EvidenceRecord.Job.Id, null, under, entry);
        await _table.Write(new EvidenceChange(tenant).Exhibit(stored, next).Custody(stored, touch), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The exhibit or case {Id} could not be kept as it should be.")]
    private partial void NotKept(Exception fault, string id);
}

public sealed class KeepEvidenceTimer(KeepEvidence keep)
{
    [Function(nameof(KeepEvidence))]
    public Task Run([TimerTrigger("0 20 * * * *")] TimerInfo timer, CancellationToken cancellation) => keep.Run(cancellation);
}
