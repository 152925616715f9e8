using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Auditing.Exports;

/// <summary>The whole record as one zip, for a verifier.</summary>
public sealed class ExportRecord(ExportDesk desk)
{
    [Function(nameof(ExportRecord)), Requires(Permission.ReadLedger), Answers(typeof(byte[]))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/export")] HttpRequest request, CancellationToken cancellation) =>
        await desk.Begin(request.Caller(), Intent.Of(request), cancellation) switch
        {
            Outcome<RecordExport>.Done { Value: var export } => new ExportDownload(export),
            Outcome<RecordExport>.Refused refused => Answers.Refused(refused.Why),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
}
