using CrowdControl.Domain.Access;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Functions.Dashboard;

/// <summary>The figures of the first page, each only over what the caller may see.</summary>
public sealed class ReadOverview(Submissions submissions, MentionBook mentions, ChannelRegister channels)
{
    [Function(nameof(ReadOverview)), Requires(Permission.SeeOverview), Answers(typeof(OverviewView))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/overview")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var posts = submissions.Count(caller, cancellation);
        var today = mentions.Today(caller, cancellation);
        var inTrouble = channels.InTrouble(caller.Tenant, caller.ScopeOf(Permission.SeeOverview), cancellation);
        return Answers.Ok(OverviewView.Of(await posts, await today, await inTrouble));
    }
}

public sealed record OverviewView(
    int AwaitingMyApproval, int MyDrafts, int Scheduled, int OutcomeUnknown, int MentionsToday, int Worrying, int ChannelsInTrouble)
{
    internal static OverviewView Of(SubmissionCounts posts, MentionCounts today, int channelsInTrouble) => new(
        posts.AwaitingMyApproval, posts.MyDrafts, posts.Scheduled, posts.OutcomeUnknown, today.MentionsToday, today.Worrying, channelsInTrouble);
}
