using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

/// <summary>Posts from the first draft to what becomes of them. Their review is Approvals' own.</summary>
public sealed class SubmissionRoutes(SubmissionStore store, Submissions submissions, Drafts drafts, ReleaseDesk desk, SubmissionAnswers answers)
{
    [Function(nameof(ListSubmissions)), Requires(Permission.DraftPosts, Permission.ReviewPosts), Answers(typeof(Page<SubmissionView>))]
    [Query("state", typeof(SubmissionState)), Query("channel", typeof(string))]
    [Query("mine", typeof(bool)), Query("awaitingMe", typeof(bool))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> ListSubmissions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, paging) = (request.Caller(), Paging.Of(request));
        var page = await store.List(caller.Tenant, SubmissionFilter.Of(request), paging, cancellation);
        var items = new List<SubmissionView>();
        foreach (var found in page.Items) items.Add(await answers.View(caller, found.Value, cancellation));
        return Answers.Ok(new Page<SubmissionView>(items, page.Next));
    }

    [Function(nameof(ReadSubmission)), Requires(Permission.DraftPosts, Permission.ReviewPosts), Answers(typeof(SubmissionView))]
    public async Task<IResult> ReadSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions/{id}")] HttpRequest request,
        string id, CancellationToken cancellation) =>
        await Show(request, submissions.Get(request.Caller(), Named(id), cancellation), cancellation);

    [Function(nameof(DraftSubmission)), Requires(Permission.DraftPosts, Permission.Reply)]
    [Reads(typeof(NewSubmissionRequest)), Answers(typeof(SubmissionView))]
    public async Task<IResult> DraftSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions")] HttpRequest request, CancellationToken cancellation) =>
        await Show(request, drafts.Write(
            request.Caller(), Intent.Of(request), await request.Read<NewSubmissionRequest>(cancellation), cancellation), cancellation);

    [Function(nameof(EditSubmission)), Requires(Permission.DraftPosts, Permission.Reply, Permission.ReviewPosts)]
    [Reads(typeof(ChangedSubmissionRequest)), Answers(typeof(SubmissionView)), NeedsVersion]
    public async Task<IResult> EditSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/submissions/{id}")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await Show(request, drafts.Change(
            request.Caller(), Named(id), request.Expected(), await request.Read<ChangedSubmissionRequest>(cancellation), client, cancellation),
            cancellation);

    [Function(nameof(WithdrawSubmission)), Requires(Permission.DraftPosts, Permission.Reply), Answers(typeof(SubmissionView))]
    public async Task<IResult> WithdrawSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/withdraw")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await Show(request, desk.Withdraw(request.Caller(), Named(id), client, cancellation), cancellation);

    [Function(nameof(RecallSubmission)), Requires(Permission.RecallPosts, Permission.DraftPosts)]
    [Reads(typeof(ReasonRequest)), Answers(typeof(SubmissionView))]
    public async Task<IResult> RecallSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/recall")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await Show(request, desk.Recall(
            request.Caller(), Named(id), await request.Read<ReasonRequest>(cancellation), client, cancellation), cancellation);

    [Function(nameof(TakeDownSubmission)), Requires(Permission.TakeDownPosts)]
    [Reads(typeof(ReasonRequest)), Answers(typeof(SubmissionView))]
    public async Task<IResult> TakeDownSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/take-down")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await Show(request, desk.TakeDown(
            request.Caller(), Named(id), await request.Read<ReasonRequest>(cancellation), client, cancellation), cancellation);

    [Function(nameof(RetrySubmission)), Requires(Permission.ReleasePosts), Answers(typeof(SubmissionView))]
    public async Task<IResult> RetrySubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/submissions/{id}/retry")] HttpRequest request,
        string id, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await Show(request, desk.Retry(request.Caller(), Named(id), client, cancellation), cancellation);

    private static SubmissionId Named(string id) => new(Ids.Checked(id));

    private async Task<IResult> Show(HttpRequest request, Task<Outcome<Versioned<Submission>>> act, CancellationToken cancellation) =>
        await answers.Of(request.Caller(), await act, cancellation);
}
