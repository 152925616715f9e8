using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Publishing;

public sealed class ListSubmissions(SubmissionStore store, SubmissionAnswers answers)
{
    [Function(nameof(ListSubmissions)), Requires(Permission.DraftPosts, Permission.ReviewPosts), Answers(typeof(Page<SubmissionView>))]
    [Query("state", typeof(SubmissionState)), Query("channel", typeof(string))]
    [Query("mine", typeof(bool)), Query("awaitingMe", typeof(bool))]
    [Query("cursor", typeof(string)), Query("limit", typeof(int))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/submissions")] HttpRequest request,
        CancellationToken cancellation)
    {
        var (caller, paging) = (request.Caller(), Paging.Of(request));
        var page = await store.List(caller.Tenant, FilterOf(request, caller), paging, cancellation);
        var items = new List<SubmissionView>();
        foreach (var found in page.Items) items.Add(await answers.View(caller, found.Value, cancellation));
        return Answers.Ok(new Page<SubmissionView>(items, page.Next));
    }

    private static SubmissionFilter FilterOf(HttpRequest request, Caller caller)
    {
        var awaitingMe = request.Flag("awaitingMe");
        return new SubmissionFilter(
            awaitingMe ? caller.ScopeOf(Permission.ReviewPosts) : MemberRights.Seen(caller),
            awaitingMe ? SubmissionState.InReview : request.OneOf<SubmissionState>("state"),
            request.Word("channel") is { } channel ? new ChannelId(Ids.Checked(channel, "channel")) : null,
            request.Flag("mine") ? caller.Member.Id : null,
            awaitingMe ? submission => Awaits(submission, caller) : null);
    }

    /// <summary>The list and the button behind it follow the same rule.</summary>
    private static bool Awaits(Submission submission, Caller caller) =>
        SubmissionActs.Of(submission, caller.Signatory, MemberRights.On(caller, submission.Channel, submission.Kind), caller.At)
            .Any(act => act is { Act: SubmissionActs.Decide, Allowed: true });
}
