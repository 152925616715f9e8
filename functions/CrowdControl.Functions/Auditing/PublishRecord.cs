using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Auditing.Views;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing;

/// <summary>By the clock: in every organisation's record what somebody looked at and what outsiders signed since, and a heartbeat; then the signature over all that it
/// holds, cosignatures of that, and a time stamp over it.
/// An instance that was ended before its own turn leaves nothing unsigned for longer than this.</summary>
public sealed partial class PublishRecord
{
    public const string Heartbeat = "heartbeat";
    private readonly RecordLogs _logs;
    private readonly AuditTrail _trail;
    private readonly KeyRotation _keys;
    private readonly ViewLog _views;
    private readonly IndexRebuild _rebuild;
    private readonly AnchorDesk _anchors;
    private readonly TimeProvider _clock;
    private readonly ILogger<PublishRecord> _log;

    public PublishRecord(
        RecordLogs logs, AuditTrail trail, KeyRotation keys, ViewLog views, IndexRebuild rebuild, AnchorDesk anchors, TimeProvider clock, ILogger<PublishRecord> log) =>
        (_logs, _trail, _keys, _views, _rebuild, _anchors, _clock, _log) = (logs, trail, keys, views, rebuild, anchors, clock, log);

    [Function(nameof(PublishRecord))]
    public async Task Run([TimerTrigger("%RecordSchedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await _logs.Tenants(cancellation))
        {
            try
            {
                await Publish(tenant, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One organisation's log must not keep the others' from being signed.
                NotPublished(fault, tenant.Value);
                _keys.LookSoon(tenant);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("Some records could not be signed.", faults);
    }

    internal async Task Publish(TenantId tenant, CancellationToken cancellation)
    {
        await _logs.Mend(tenant, cancellation);
        var now = _clock.GetUtcNow();
        await _keys.Advance(tenant, cancellation);
        await _views.Fold(tenant, cancellation);
        await _anchors.RecordOutside(tenant, cancellation);
        var log = await _logs.Of(tenant, cancellation);
        var details = ImmutableSortedDictionary<string, string>.Empty;
        if (log.LastTime is { } last && last > now)
            details = details.Add("clock-behind-ms", ((long)(last - now).TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        await _trail.Record(new AuditEvent(
            tenant, $"heartbeat/{now.UtcTicks}", now, Actor.Job("record"), Heartbeat, new AuditSubject("record", tenant.Value), null,
            AuditOutcome.Done, details), cancellation);
        await log.PublishAll(cancellation);
        await (await _logs.Opened(tenant, cancellation)).Index.AdvanceOnGrid(cancellation);
        await _anchors.Renew(tenant, cancellation);
        if (await _rebuild.Advance(tenant, cancellation) is > 0 and var removed) RowsRemoved(removed, tenant.Value);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} rows of the index of {Tenant} were of no entry of its record, and were taken away.")]
    private partial void RowsRemoved(int count, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {Tenant} could not be signed.")]
    private partial void NotPublished(Exception fault, string tenant);
}
