using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>Once a day: whether storage protects each organisation's record.</summary>
public sealed partial class AttestRecord
{
    private readonly RecordLogs _logs;
    private readonly AttestDesk _desk;
    private readonly ILogger<AttestRecord> _log;

    public AttestRecord(RecordLogs logs, AttestDesk desk, ILogger<AttestRecord> log) => (_logs, _desk, _log) = (logs, desk, log);

    [Function(nameof(AttestRecord))]
    public async Task Run([TimerTrigger("%AttestSchedule%")] TimerInfo timer, CancellationToken cancellation)
    {
        var faults = new List<Exception>();
        foreach (var tenant in await _logs.Tenants(cancellation))
        {
            try
            {
                await _desk.Attest(tenant, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                NotAttested(fault, tenant.Value);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException("Whether storage protects some records could not be found out.", faults);
    }

    [Function(nameof(ReadStorageStanding)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(StorageStandingView))]
    public async Task<IResult> ReadStorageStanding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/storage")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await _desk.Newest(request.Caller(), cancellation));

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether storage protects the record of {Tenant} could not be found out.")]
    private partial void NotAttested(Exception fault, string tenant);
}
