using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Disclosure packs, from the request to the file.</summary>
public sealed class DisclosureRoutes(DisclosureDesk desk)
{
    [Function(nameof(ListDisclosures)), Requires(Permission.BuildDisclosures, Permission.ApproveDisclosures), Answers(typeof(Page<DisclosureView>))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> ListDisclosures(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/disclosures")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await desk.List(request.Caller(), Paging.Of(request), cancellation));

    [Function(nameof(AskForDisclosure)), Requires(Permission.BuildDisclosures), Reads(typeof(NewDisclosureRequest)), Answers(typeof(DisclosureView)), Signs]
    public async Task<IResult> AskForDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/disclosures")] HttpRequest request, CancellationToken cancellation) =>
        Show(request, await desk.Ask(
            request.Caller(), Intent.Of(request), await request.Read<NewDisclosureRequest>(cancellation), cancellation));

    [Function(nameof(ReadDisclosure)), Requires(Permission.BuildDisclosures, Permission.ApproveDisclosures), Answers(typeof(DisclosureView))]
    public async Task<IResult> ReadDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/disclosures/{id}")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        Show(request, await desk.Get(request.Caller(), Named(id), cancellation));

    [Function(nameof(ApproveDisclosure)), Requires(Permission.ApproveDisclosures), Answers(typeof(DisclosureView)), Signs]
    public async Task<IResult> ApproveDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/disclosures/{id}/approve")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        Show(request, await desk.Approve(request.Caller(), Named(id), client, cancellation));

    [Function(nameof(RefuseDisclosure)), Requires(Permission.ApproveDisclosures), Reads(typeof(ReasonRequest)), Answers(typeof(DisclosureView)), Signs]
    public async Task<IResult> RefuseDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/disclosures/{id}/refuse")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        Show(request, await desk.Refuse(request.Caller(), Named(id), await request.Read<ReasonRequest>(cancellation), cancellation));

    [Function(nameof(CancelDisclosure)), Requires(Permission.BuildDisclosures), Reads(typeof(ReasonRequest)), Answers(typeof(DisclosureView))]
    public async Task<IResult> CancelDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/disclosures/{id}/cancel")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        Show(request, await desk.Cancel(request.Caller(), Named(id), await request.Read<ReasonRequest>(cancellation), cancellation));

    [Function(nameof(TakeDisclosure)), Requires(Permission.BuildDisclosures), Answers(typeof(byte[]))]
    public async Task<IResult> TakeDisclosure(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/disclosures/{id}/pack")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        await desk.Take(request.Caller(), Named(id), Intent.Of(request), cancellation) switch
        {
            Outcome<TakenPack>.Done { Value: var taken } => new PackDownload(taken),
            Outcome<TakenPack>.Refused refused => Answers.Refused(refused.Why),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };

    private static DisclosureId Named(string id) => new(Ids.Checked(id));

    private static IResult Show(HttpRequest request, Outcome<DisclosurePack> outcome) =>
        outcome.ToHttp(pack => DisclosureView.Of(pack, request.Caller()));
}
