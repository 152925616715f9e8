using CrowdControl.Domain.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

public sealed class ReleaseSpecification
{
    private static readonly DateTimeOffset Due = Noon.AddHours(1);

    [Fact]
    public void Approved_without_a_time_is_published_at_once()
    {
        Assert.IsType<NextStep.Publish>(Approved().Next(Noon));
    }

    [Fact]
    public void Approved_with_a_time_waits_for_it()
    {
        var next = Assert.IsType<NextStep.Move>(Approved(Due).Next(Noon));
        var scheduled = Approved(Due).After(next.Event);

        Assert.Equal(SubmissionState.Scheduled, scheduled.State);
        Assert.Equal(new NextStep.Wait(Due), scheduled.Next(Noon));
        Assert.IsType<NextStep.Publish>(scheduled.Next(Due));
    }

    [Fact]
    public void Nothing_is_claimed_before_its_time()
    {
        Scheduled(Due).Refuses<NotDue>(new SubmissionEvent.AttemptClaimed(Due.AddTicks(-1)));
    }

    [Fact]
    public void After_an_outage_a_planned_post_that_is_too_late_expires()
    {
        var late = Due + ReleaseTimes.MaxLate;

        var next = Assert.IsType<NextStep.Move>(Scheduled(Due).Next(late));

        Assert.Equal(SubmissionState.Expired, Scheduled(Due).After(next.Event).State);
        Scheduled(Due).Refuses<NotDue>(new SubmissionEvent.AttemptClaimed(late));
        Assert.Equal(SubmissionState.Publishing, Scheduled(Due).After(new SubmissionEvent.AttemptClaimed(late.AddTicks(-1))).State);
    }

    [Fact]
    public void Unapproved_it_is_never_claimed()
    {
        InReview().Refuses<MoveNotListed>(new SubmissionEvent.AttemptClaimed(Noon));
        var forged = InReview() with { State = SubmissionState.Approved };
        forged.Refuses<MoveNotListed>(new SubmissionEvent.AttemptClaimed(Noon));
    }

    [Fact]
    public void Only_one_of_two_publishers_claims_the_attempt()
    {
        Claimed().Refuses<MoveNotListed>(new SubmissionEvent.AttemptClaimed(Noon));
    }

    [Fact]
    public void Nobody_expires_what_is_in_time()
    {
        InReview().Refuses<NotDue>(new SubmissionEvent.DeadlinePassed(Noon));
        Published().Refuses<NotDue>(new SubmissionEvent.DeadlinePassed(Noon.AddYears(1)));
    }

    [Fact]
    public void A_halt_keeps_the_state_it_came_from()
    {
        var held = Scheduled(Due).After(new SubmissionEvent.Halted("The channel is paused.", Noon));

        Assert.Equal(SubmissionState.Held, held.State);
        Assert.IsType<NextStep.LookAtHalt>(held.Next(Noon));
        Assert.Equal(SubmissionState.Scheduled, held.After(new SubmissionEvent.HaltEnded(Due)).State);
    }

    [Fact]
    public void What_was_held_too_long_expires_and_is_not_released()
    {
        var held = Scheduled(Due).After(new SubmissionEvent.Halted("The channel is paused.", Noon));

        var after = held.After(new SubmissionEvent.HaltEnded(Due + ReleaseTimes.MaxLate));

        Assert.Equal(SubmissionState.Expired, after.State);
    }

    [Fact]
    public void The_last_check_before_the_call_can_still_hold_it()
    {
        var held = Claimed().After(new SubmissionEvent.Halted("The channel is paused.", Noon));

        Assert.Equal((SubmissionState.Held, SubmissionState.Approved), (held.State, held.Hold!.From));
        Assert.Equal(AttemptOutcome.NotCalled, held.Attempt!.Outcome);
    }

    [Fact]
    public void Every_attempt_at_one_version_carries_the_same_key()
    {
        var first = Claimed();

        var second = first.After(new SubmissionEvent.Halted("The channel is paused.", Noon))
            .After(new SubmissionEvent.HaltEnded(Noon.AddMinutes(1)))
            .After(new SubmissionEvent.AttemptClaimed(Noon.AddMinutes(2)));

        Assert.Equal((1, 2), (first.Attempt!.Number, second.Attempt!.Number));
        Assert.Equal((first.Attempt.Key, first.Attempt.KeyAt), (second.Attempt.Key, second.Attempt.KeyAt));
    }
}
