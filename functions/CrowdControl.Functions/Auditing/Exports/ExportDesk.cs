using System.Globalization;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Exports;

/// <summary>Hands out the whole record, so that anybody can check it who trusts neither this service nor its administrator.</summary>
public sealed class ExportDesk
{
    private readonly RecordLogs _logs;
    private readonly AuditTrail _trail;

    internal ExportDesk(RecordLogs logs, AuditTrail trail) => (_logs, _trail) = (logs, trail);

    /// <summary>Signs what is there and begins the export. It holds entries of every channel, so it is for those who may see all of them;
    /// that they took it is its own last entry or one of the last.</summary>
    public async Task<Outcome<RecordExport>> Begin(Caller caller, Intent intent, CancellationToken cancellation)
    {
        if (!caller.ScopeOf(Permission.ReadLedger).IsEverything)
            return new Refusal.NotPermitted(
                "The whole record holds the entries of every channel, and you may see those of some. Somebody whose right to read the record has "
                + "no limits can download it; an administrator can give you that right.");
        try
        {
            await _trail.Record(
                caller, $"record/exported/{intent.IdFor("export")}", "record.exported", new AuditSubject("record", caller.Tenant.Value), null,
                AuditOutcome.Done, [], cancellation);
            var open = await _logs.Opened(caller.Tenant, cancellation);
            await open.Log.PublishAll(cancellation);
            var name = string.Create(CultureInfo.InvariantCulture, $"record-{caller.Tenant}-{caller.At.UtcDateTime:yyyyMMdd-HHmm}.zip");
            return new RecordExport(new LogExport(open.Log, open.Store, open.Folder), name, caller.At);
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return new RecordBroken(stopped.What);
        }
    }
}

/// <summary>An export that is about to be written.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="At">When it was asked for.</param>
public sealed record RecordExport(LogExport Log, string Name, DateTimeOffset At);
