using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>
/// Fastens the record to something outside our reach: time stamps over its signed checkpoints. A signature by our own key proves nothing
/// against whoever runs this service; a stamp proves that what it covers was there at its time.
/// </summary>
public sealed class AnchorDesk
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(60);
    private readonly RecordLogs _logs;
    private readonly AnchorTable _table;
    private readonly AuditTrail _trail;
    private readonly TimeStampAuthority? _authority;
    private readonly TimeProvider _clock;

    internal AnchorDesk(RecordLogs logs, AnchorTable table, AuditTrail trail, TimeStampAuthority? authority, TimeProvider clock) =>
        (_logs, _table, _trail, _authority, _clock) = (logs, table, trail, authority, clock);

    /// <summary>What stands outside for the caller's organisation, and whether it is fresh.</summary>
    public async Task<AnchorView> Newest(Caller caller, CancellationToken cancellation)
    {
        var newest = await _table.Newest(caller.Tenant, cancellation);
        return new AnchorView(
            newest?.At, newest?.Authority, newest?.Size, newest is not null && _clock.GetUtcNow() - newest.At <= Limit,
            (int)Limit.TotalMinutes, _authority is not null);
    }

    /// <summary>Has the newest checkpoint stamped, unless that was done a short while ago or no authority is set.</summary>
    internal async Task Renew(TenantId tenant, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        if (_authority is null || (await _table.Newest(tenant, cancellation) is { } newest && now - newest.At < Every)) return;

        var (log, store) = await _logs.Opened(tenant, cancellation);
        var note = await log.Publish(await log.Size(cancellation) - 1, cancellation);
        var size = (long)Checkpoint.Parse(note.Text).Size;
        var signed = await store.Get(LogArea.Anchors, new LogPaths(RecordLogs.First).Checkpoint(size), cancellation)
            ?? throw new LogStopped(LogStop.Rollback, $"The signed checkpoint of {size} entries is gone.");
        var stamp = await _authority.Stamp(signed.Bytes, cancellation);
        var name = string.Create(CultureInfo.InvariantCulture, $"{RecordLogs.First}/tsr/{size:D12}.{_authority.Name}.tsr");
        if (!await store.Create(LogArea.Anchors, name, stamp, cancellation)) return;

        // Whatever is written after this entry was written after the stamp was there: the lower bound of its time.
        var digest = Convert.ToHexStringLower(SHA256.HashData(stamp));
        await _trail.Record(new AuditEvent(
            tenant, $"anchor/{digest}", now, Actor.Job("record"), "anchor.recorded", new AuditSubject("tsr", digest), null, AuditOutcome.Done,
            ImmutableSortedDictionary<string, string>.Empty.Add("size", size.ToString(CultureInfo.InvariantCulture)).Add("authority", _authority.Name)),
            cancellation);
        await _table.Note(tenant, new Anchor(now, _authority.Name, size), cancellation);
    }
}

/// <summary>What an outsider holds of the record.</summary>
/// <param name="At">When the newest time stamp was given; null where none ever was.</param>
/// <param name="Size">Entries that it covers.</param>
/// <param name="Fresh">Not older than the limit.</param>
/// <param name="LimitMinutes">How old it may become.</param>
/// <param name="Configured">Whether any authority is asked.</param>
public sealed record AnchorView(DateTimeOffset? At, string? Authority, long? Size, bool Fresh, int LimitMinutes, bool Configured);
