using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;

namespace CrowdControl.Tests.Publishing;

/// <summary>From the draft to the live post, with orchestrations that run on real storage.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task An_approved_post_goes_live_once_and_the_record_tells_how()
    {
        await using var room = await Newsroom.Open();

        var submission = await room.Approved();
        var published = await room.Until(submission, SubmissionState.Published);

        Assert.Equal(["The ford is closed."], room.Network.Live);
        Assert.Equal(published.Id, await room.Get<LivePosts>().Of(room.Tenant, published.Live!.NativeId, default));
        Assert.Equal(
            [
                "post.drafted Done", "post.requested Done", "post.approved Done", "post.submitted Asked",
                "post.confirmed Done",
            ],
            await room.Record());
    }

    [Fact]
    public async Task A_late_approval_never_publishes()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted(publishAt: room.Clock.GetUtcNow().AddHours(1));

        room.Clock.Push(TimeSpan.FromMinutes(55));
        var late = await room.Says(room.Ben, submission);
        var expired = await room.Until(submission, SubmissionState.Expired);
        room.Clock.Push(TimeSpan.FromHours(1));
        await room.Ended(submission);

        Assert.IsType<Outcome<Versioned<Submission>>.Refused>(late);
        Assert.Empty(expired.Decisions);
        Assert.Empty(room.Network.Calls);
    }

    [Fact]
    public async Task Without_a_publishing_time_it_expires_a_week_after_it_was_submitted()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted();

        room.Clock.Push(TimeSpan.FromDays(7));
        var expired = await room.Until(submission, SubmissionState.Expired);

        Assert.Equal("Nobody approved it in time, and it is never published late.", expired.StateReason);
        Assert.IsType<MoveNotListed>((await room.Says(room.Ben, submission)).Why());
        Assert.Contains("post.expired Done", await room.Record());
    }

    [Fact]
    public async Task Nobody_approves_their_own_post_whatever_they_hold()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted();

        var own = await room.Says(room.As("ana", Role.Author, Role.Approver, Role.DutyOfficer), submission);

        Assert.IsType<OwnPost>(own.Why());
        Assert.Equal(SubmissionState.InReview, (await room.Now(submission)).State);
    }

    [Fact]
    public async Task A_planned_post_goes_out_at_its_time_and_not_before()
    {
        await using var room = await Newsroom.Open();
        var due = room.Clock.GetUtcNow().AddHours(2);

        var submission = await room.Approved(due);
        await room.Until(submission, SubmissionState.Scheduled);
        room.Clock.Push(TimeSpan.FromMinutes(119));
        Assert.Empty(room.Network.Calls);
        room.Clock.Push(TimeSpan.FromMinutes(1));
        var published = await room.Until(submission, SubmissionState.Published);

        Assert.Equal(due, published.Live!.At);
    }

    [Fact]
    public async Task An_edit_voids_the_sign_off()
    {
        await using var room = await Newsroom.Open();
        var due = room.Clock.GetUtcNow().AddHours(2);
        var submission = await room.Approved(due);
        await room.Until(submission, SubmissionState.Scheduled);

        var version = (await room.Get<Submissions>().Get(room.Ana, submission.Id, default)).Value().Version;
        var changed = new ChangedSubmissionRequest(new ContentView("Other words.", ["en"], []), due);
        var edited = (await room.Get<Drafts>().Change(room.Ana, submission.Id, version, changed, room.Client, default)).Value().Value;
        room.Clock.Push(TimeSpan.FromHours(3));
        await room.Ended(submission);

        Assert.Equal((SubmissionState.Draft, 2), (edited.State, edited.Revision.Number));
        Assert.IsType<DifferentVersion>((await room.Says(room.Ben, submission)).Why());
        Assert.Empty(room.Network.Calls);
    }

    [Fact]
    public async Task A_recalled_post_stays_unpublished()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Approved(room.Clock.GetUtcNow().AddHours(2));
        await room.Until(submission, SubmissionState.Scheduled);

        await room.Get<ReleaseDesk>().Recall(room.Ben, submission.Id, new ReasonRequest("The ford is open again."), room.Client, default);
        room.Clock.Push(TimeSpan.FromHours(3));
        await room.Ended(submission);

        Assert.Equal(SubmissionState.Recalled, (await room.Now(submission)).State);
        Assert.Empty(room.Network.Calls);
    }

    [Fact]
    public async Task A_live_post_is_taken_down_when_somebody_orders_it_and_stays_known()
    {
        await using var room = await Newsroom.Open();
        room.Network.RemoveAnswers.Enqueue(new Functions.Networks.RemoveAnswer.Unknown("no answer in time"));
        var published = await room.Until(await room.Approved(), SubmissionState.Published);
        await room.Ended(published);

        var why = new ReasonRequest("It names a child.");
        (await room.Get<ReleaseDesk>().TakeDown(room.Dora, published.Id, why, room.Client, default)).Value();
        var removed = await room.Until(published, SubmissionState.RemovedFromNetwork, push: TimeSpan.FromSeconds(1));

        Assert.Empty(room.Network.Live);
        Assert.Equal(RemovalCause.ByUs, removed.RemovedBy);
        Assert.Equal(published.Id, await room.Get<LivePosts>().Of(room.Tenant, published.Live!.NativeId, default));
    }

    [Fact]
    public async Task Of_two_approvals_that_race_one_counts_and_the_other_is_kept()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted(publishAt: room.Clock.GetUtcNow().AddHours(1));

        await Task.WhenAll(room.Says(room.Ben, submission), room.Says(room.Dora, submission));
        room.Clock.Push(TimeSpan.FromHours(1));
        var published = await room.Until(submission, SubmissionState.Published);

        Assert.Equal([false, true], published.Decisions.Select(decision => decision.Counted).Order());
        Assert.Single(room.Network.Calls);
    }

    [Fact]
    public async Task A_rejection_ends_it_and_says_why()
    {
        await using var room = await Newsroom.Open();
        var submission = await room.Submitted();

        await room.Says(room.Ben, submission, Verdict.Rejected);
        await room.Ended(submission);

        var rejected = await room.Now(submission);
        Assert.Equal((SubmissionState.Rejected, "because"), (rejected.State, rejected.StateReason));
        Assert.Empty(room.Network.Calls);
    }

    [Fact]
    public async Task What_the_network_would_refuse_goes_back_to_its_author_at_once()
    {
        await using var room = await Newsroom.Open();

        var submission = await room.Submitted(new string('x', 301));

        Assert.Equal(SubmissionState.ChangesRequested, submission.State);
        Assert.Contains("too long", submission.StateReason, StringComparison.Ordinal);
    }
}
