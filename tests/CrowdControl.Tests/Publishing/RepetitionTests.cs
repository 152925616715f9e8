using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Approvals;
using CrowdControl.Functions.Publishing;
using Microsoft.Azure.Functions.Worker;

namespace CrowdControl.Tests.Publishing;

/// <summary>Whatever runs twice, dies in between or is never told, one approved post is one live post.</summary>
public sealed class RepetitionTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Every_message_delivered_twice_and_every_activity_run_again_make_one_post()
    {
        await using var room = await Newsroom.Open(rough: true);

        var submission = await room.Approved();
        await room.Until(submission, SubmissionState.Published, Second);
        await room.Ended(submission);

        Assert.Equal(["The ford is closed."], room.Network.Live);
        Assert.Single(room.Network.Calls.Select(call => call.Key).Distinct());
    }

    [Fact]
    public async Task Two_workers_at_the_same_submission_make_one_post()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted();
        var run = new ReleaseRun(room.Tenant, submission.Id, 1, null);
        var worker = room.Get<PublishWorker>();
        room.Network.Meanwhile = async () =>
        {
            room.Network.Meanwhile = () => Task.CompletedTask;
            await worker.Advance(run, default);
        };

        await room.Says(room.Ben, submission);
        await Task.WhenAll(worker.Advance(run, default), worker.Advance(run, default));
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.Equal(["The ford is closed."], room.Network.Live);
        Assert.Single(await room.Record(), entry => entry == "post.confirmed Done");
    }

    [Fact]
    public async Task The_process_dies_and_the_next_one_goes_on()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted();

        await room.Crash();
        await room.Says(room.Ben, submission);
        await room.Crash();
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.Equal(["The ford is closed."], room.Network.Live);
    }

    [Fact]
    public async Task An_approval_that_the_engine_never_heard_of_is_found_by_the_repair()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        var desk = room.Get<ReviewDesk>();
        await desk.Submit(room.Ana, draft.Id, draft.Revision.Digest, room.Nobody, default);
        await desk.Decide(room.Ben, draft.Id, new DecisionRequest(Verdict.Approved, draft.Revision.Digest.Value), room.Nobody, default);

        room.Clock.Push(RepairSubmissions.Grace + Second);
        await room.Get<RepairSubmissions>().Run(new TimerInfo(), room.Client, default);
        await room.Until(draft, SubmissionState.Published);

        Assert.Equal(["The ford is closed."], room.Network.Live);
    }
}
