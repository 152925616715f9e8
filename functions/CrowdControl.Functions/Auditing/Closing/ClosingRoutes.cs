using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Auditing.Closing;

/// <summary>The logs of a record, one after the other.</summary>
public sealed class ClosingRoutes(ClosingDesk desk)
{
    [Function(nameof(ListLogs)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(LogsView))]
    public async Task<IResult> ListLogs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/logs")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.List(request.Caller().Tenant, cancellation));

    [Function(nameof(CloseLog)), Requires(Permission.CloseRecord), Reads(typeof(ReasonRequest)), Answers(typeof(LogsView))]
    public async Task<IResult> CloseLog(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/audit/closure")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.Close(request.Caller(), (await request.Read<ReasonRequest>(cancellation)).Reason, cancellation)).ToHttp(logs => logs);
}
