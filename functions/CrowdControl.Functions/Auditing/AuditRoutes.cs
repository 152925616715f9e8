using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Auditing;

/// <summary>The record, for reading.</summary>
public sealed class AuditRoutes(RecordDesk desk, RecordTerms terms, IndexRebuild rebuild, AnchorDesk anchors)
{
    [Function(nameof(ListAudit)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(Page<AuditEntryView>))]
    [Query("subject", typeof(string)), Query("act", typeof(string)), Query("actor", typeof(string))]
    [Query("channel", typeof(string)), Query("from", typeof(DateTimeOffset)), Query("to", typeof(DateTimeOffset)), Query("views", typeof(bool))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> ListAudit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.List(request.Caller(), AuditFilter.Of(request), Paging.Of(request), cancellation)).ToHttp(page => page);

    [Function(nameof(ListAuditTerms)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(SearchTermsView))]
    public async Task<IResult> ListAuditTerms(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/terms")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await terms.Of(request.Caller(), cancellation));

    [Function(nameof(RebuildIndex)), Requires(Permission.CloseRecord), Answers(typeof(RebuildView))]
    public async Task<IResult> RebuildIndex(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/audit/index")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await rebuild.Ask(request.Caller(), Intent.Of(request), cancellation));

    [Function(nameof(ProveEntry)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(EntryProofView))]
    [Query("log", typeof(int))]
    public async Task<IResult> ProveEntry(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/{index}/proof")] HttpRequest request,
        string index, CancellationToken cancellation) =>
        (await desk.Prove(request.Caller(), Ids.Checked(index, "index"), request.Number("log"), cancellation)).ToHttp(proof => proof);

    [Function(nameof(VerifyAudit)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(VerificationView))]
    public async Task<IResult> VerifyAudit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/verification")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.Verify(request.Caller(), Intent.Of(request), cancellation));

    [Function(nameof(ReadAnchor)), Requires(Permission.ReadLedger, Permission.ReadAdministrativeLedger), Answers(typeof(AnchorView))]
    public async Task<IResult> ReadAnchor(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/audit/anchor")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await anchors.Newest(request.Caller(), cancellation));
}
