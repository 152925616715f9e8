using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Publishing;

namespace CrowdControl.Tests.Publishing;

/// <summary>Whatever breaks on the way to the network, nothing is published twice and nothing is forgotten.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_crash_between_the_call_and_its_answer_is_looked_up_and_never_sent_again()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(make =>
        {
            make();
            throw new IOException("The process dies here.");
        });

        var published = await room.Until(await room.Approved(), SubmissionState.Published, Second);

        Assert.Single(room.Network.Calls);
        Assert.Equal(["The ford is closed."], room.Network.Live);
        Assert.Equal(AttemptOutcome.Published, Assert.Single(published.Attempts).Outcome);
    }

    [Fact]
    public async Task A_crash_before_the_network_took_it_goes_on_under_the_same_key()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(_ => throw new IOException("The process dies here."));

        await room.Until(await room.Approved(), SubmissionState.Published, Second);

        Assert.Equal(2, room.Network.Calls.Count);
        Assert.Single(room.Network.Calls.Select(call => call.Key).Distinct());
        Assert.Equal(1, room.Network.Looks);
    }

    [Fact]
    public async Task What_was_interrupted_until_it_is_too_late_does_not_go_out()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(_ =>
        {
            room.Clock.Push(ReleaseTimes.MaxLate);
            throw new IOException("The process dies here.");
        });

        var failed = await room.Until(await room.Approved(), SubmissionState.Failed, Second);

        Assert.Single(room.Network.Calls);
        Assert.Contains("too late", failed.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_found_to_have_been_a_success()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(make =>
        {
            make();
            return new PublishAnswer.Unknown("no answer in time");
        });
        room.Network.NextLookFails();

        var submission = await room.Approved();
        await room.Until(submission, SubmissionState.OutcomeUnknown);
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.Single(room.Network.Calls);
        Assert.Equal(
            ["post.submitted Asked", "post.unresolved Unknown", "post.confirmed Done"],
            (await room.Record()).TakeLast(3));
    }

    [Fact]
    public async Task A_lost_answer_whose_post_is_proved_absent_fails_and_is_sent_again_only_when_a_publisher_says_so()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(_ => new PublishAnswer.Unknown("no answer in time"));

        var submission = await room.Approved();
        await room.Until(submission, SubmissionState.OutcomeUnknown);
        var failed = await room.Until(submission, SubmissionState.Failed, Second);
        await room.Ended(submission);
        var callsBefore = room.Network.Calls.Count;
        (await room.Get<ReleaseDesk>().Retry(room.Dora, submission.Id, room.Client, default)).Value();
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.True(failed.Attempt!.FinishedAt >= failed.Attempt.LastCallAt + ReleaseTimes.AnswerSettles);
        Assert.Equal((1, 2), (callsBefore, room.Network.Calls.Count));
        Assert.Single(room.Network.Calls.Select(call => call.Key).Distinct());
    }

    [Fact]
    public async Task A_network_that_names_a_time_is_left_alone_until_then()
    {
        await using var room = await Newsroom.Open();
        var again = room.Clock.GetUtcNow().AddMinutes(3);
        room.Network.Next(_ => new PublishAnswer.Throttled(again));

        var submission = await room.Approved();
        var waiting = await room.Until(submission, SubmissionState.Publishing);
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.True(room.Clock.GetUtcNow() >= again);
        Assert.Equal(2, room.Network.Calls.Count);
        Assert.Null(waiting.Live);
    }

    [Fact]
    public async Task A_paused_channel_holds_the_post_and_a_resumed_one_lets_it_go_on()
    {
        await using var room = await Newsroom.Open();
        await room.Change(channel => channel.Pause("A march is under way."));

        var submission = await room.Approved();
        var held = await room.Until(submission, SubmissionState.Held);
        Assert.Empty(room.Network.Calls);
        await room.Change(channel => channel.Resume());
        await room.Until(submission, SubmissionState.Published, Second);

        Assert.Contains("A march is under way.", held.StateReason, StringComparison.Ordinal);
        Assert.Equal(["The ford is closed."], room.Network.Live);
    }

    [Fact]
    public async Task A_refused_credential_stops_the_channel_until_it_is_connected_again()
    {
        await using var room = await Newsroom.Open();
        room.Network.Next(_ => new PublishAnswer.Refused("The password was changed.", CredentialRejected: true));

        await room.Until(await room.Approved(), SubmissionState.Failed);
        await room.Until(await room.Approved(text: "Another."), SubmissionState.Held);

        Assert.Single(room.Network.Calls);
    }
}
