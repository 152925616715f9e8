using CrowdControl.Functions.Auditing.Log;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>Once a day: values whose entry never came to be are taken away.</summary>
public sealed partial class SweepValues(RecordLogs logs, ValueSweep sweep, ILogger<SweepValues> log)
{
    [Function(nameof(SweepValues))]
    public async Task Run([TimerTrigger("%AttestSchedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await logs.Tenants(cancellation))
        {
            try
            {
                Swept(tenant.Value, await sweep.Sweep(tenant, cancellation));
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                NotSwept(fault, tenant.Value);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("Values without an entry could not be taken away everywhere.", faults);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Took away {Rows} values of {Tenant} whose entry never came to be.")]
    private partial void Swept(string tenant, int rows);

    [LoggerMessage(Level = LogLevel.Error, Message = "Values of {Tenant} without an entry could not be taken away.")]
    private partial void NotSwept(Exception fault, string tenant);
}
