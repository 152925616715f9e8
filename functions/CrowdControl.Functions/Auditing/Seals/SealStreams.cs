using CrowdControl.Functions.Auditing.Log;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing.Seals;

/// <summary>By the clock, each hour: seals the day that ended in every organisation's record. An hour that was missed is made up for in the next.</summary>
public sealed partial class SealStreams
{
    private readonly RecordLogs _logs;
    private readonly SealDesk _seals;
    private readonly ILogger<SealStreams> _log;

    public SealStreams(RecordLogs logs, SealDesk seals, ILogger<SealStreams> log) => (_logs, _seals, _log) = (logs, seals, log);

    [Function(nameof(SealStreams))]
    public async Task Run([TimerTrigger("0 7 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await _logs.Tenants(cancellation))
        {
            try
            {
                await _seals.SealDay(tenant, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                // One organisation's record must not keep the others' from being sealed.
                NotSealed(fault, tenant.Value);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("Some records could not be sealed.", faults);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {Tenant} could not be sealed.")]
    private partial void NotSealed(Exception fault, string tenant);
}
