using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>By the clock, each hour: in every organisation's record seals the day that ended, makes its sheet, and mails it. What was missed
/// or failed is made up for in the next hour; where all is done it costs three reads.</summary>
public sealed partial class CloseDays
{
    private readonly RecordLogs _logs;
    private readonly SealDesk _seals;
    private readonly SheetDesk _sheets;
    private readonly SheetMail _mail;
    private readonly ILogger<CloseDays> _log;

    public CloseDays(RecordLogs logs, SealDesk seals, SheetDesk sheets, SheetMail mail, ILogger<CloseDays> log) =>
        (_logs, _seals, _sheets, _mail, _log) = (logs, seals, sheets, mail, log);

    [Function(nameof(CloseDays))]
    public async Task Run([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await _logs.Tenants(cancellation))
        {
            try
            {
                await _seals.SealDay(tenant, cancellation);
                if (await _sheets.Make(tenant, cancellation) is { } sheet) await _mail.Send(tenant, sheet, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One organisation's record must not keep the others' days open.
                NotClosed(fault, tenant.Value);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("Some days could not be closed.", faults);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The last day of the record of {Tenant} could not be closed.")]
    private partial void NotClosed(Exception fault, string tenant);
}
