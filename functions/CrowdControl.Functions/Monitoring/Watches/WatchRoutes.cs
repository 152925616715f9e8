using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Monitoring.Watches;

public sealed class WatchRoutes(WatchDesk desk, WatchList list)
{
    [Function("ListWatches"), Requires(Permission.ManageWatches, Permission.AuthoriseWatches, Permission.ReadMentions)]
    [Query("cursor", typeof(string)), Query("limit", typeof(int)), Answers(typeof(Page<WatchAnswer>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/watches")] HttpRequest request, CancellationToken cancellation) =>
        Answers.Ok(await list.Read(request.Caller().Tenant, Paging.Of(request), cancellation));

    [Function("RequestWatch"), Requires(Permission.ManageWatches), Reads(typeof(NewWatchRequest)), Answers(typeof(WatchAnswer))]
    public async Task<IResult> Request(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/watches")] HttpRequest request, CancellationToken cancellation) =>
        await Show(request, desk.Request(
            request.Caller(), new WatchId(Intent.Of(request).IdFor("watch")), await request.Read<NewWatchRequest>(cancellation), cancellation), cancellation);

    [Function("ChangeWatch"), Requires(Permission.ManageWatches), NeedsVersion, Reads(typeof(NewWatchRequest)), Answers(typeof(WatchAnswer))]
    public async Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/watches/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
        await Show(request, desk.Change(
            request.Caller(), Named(id), request.Expected(), await request.Read<NewWatchRequest>(cancellation), cancellation), cancellation);

    [Function("AuthoriseWatch"), Requires(Permission.AuthoriseWatches), Answers(typeof(WatchAnswer))]
    public Task<IResult> Authorise(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/watches/{id}/authorise")] HttpRequest request, string id,
        CancellationToken cancellation) => Show(request, desk.Authorise(request.Caller(), Named(id), cancellation), cancellation);

    [Function("PauseWatch"), Requires(Permission.ManageWatches), Answers(typeof(WatchAnswer))]
    public Task<IResult> Pause(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/watches/{id}/pause")] HttpRequest request, string id,
        CancellationToken cancellation) => Show(request, desk.Pause(request.Caller(), Named(id), cancellation), cancellation);

    [Function("ResumeWatch"), Requires(Permission.ManageWatches), Answers(typeof(WatchAnswer))]
    public Task<IResult> Resume(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/watches/{id}/resume")] HttpRequest request, string id,
        CancellationToken cancellation) => Show(request, desk.Resume(request.Caller(), Named(id), cancellation), cancellation);

    [Function("RetireWatch"), Requires(Permission.ManageWatches), Answers(typeof(WatchAnswer))]
    public Task<IResult> Retire(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/watches/{id}/retire")] HttpRequest request, string id,
        CancellationToken cancellation) => Show(request, desk.Retire(request.Caller(), Named(id), cancellation), cancellation);

    private static WatchId Named(string id) => new(Ids.Checked(id));

    private async Task<IResult> Show(HttpRequest request, Task<Outcome<StoredWatch>> act, CancellationToken cancellation) => await act switch
    {
        Outcome<StoredWatch>.Done { Value: var done } =>
            Answers.Ok(await list.Show(request.Caller().Tenant, done, cancellation), done.Version ?? default),
        Outcome<StoredWatch>.Refused { Why: var why } => Answers.Refused(why),
        _ => throw new InvalidOperationException("An outcome is done or refused."),
    };
}
