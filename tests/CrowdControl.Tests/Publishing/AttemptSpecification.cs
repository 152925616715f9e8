using CrowdControl.Domain.Publishing;
using static CrowdControl.Tests.Publishing.Story;

namespace CrowdControl.Tests.Publishing;

public sealed class AttemptSpecification
{
    [Fact]
    public void A_receipt_makes_it_published()
    {
        var live = Published();

        Assert.Equal(SubmissionState.Published, live.State);
        Assert.Equal(OurReceipt, live.Live);
        Assert.IsType<NextStep.Rest>(live.Next(Noon));
    }

    [Fact]
    public void A_definite_no_is_Failed_and_says_why()
    {
        Assert.Equal((SubmissionState.Failed, "too long"), (Failed().State, Failed().StateReason));
    }

    [Fact]
    public void Time_out_is_OutcomeUnknown()
    {
        var unknown = OutcomeUnknown();

        Assert.Equal(SubmissionState.OutcomeUnknown, unknown.State);
        Assert.Equal(new NextStep.Wait(Noon.AddSeconds(5)), unknown.Next(Noon));
        Assert.IsType<NextStep.Look>(unknown.Next(Noon.AddSeconds(5)));
    }

    [Fact]
    public void From_OutcomeUnknown_nothing_is_ever_sent_again()
    {
        OutcomeUnknown().Refuses<MoveNotListed>(new SubmissionEvent.AttemptClaimed(Noon));
        OutcomeUnknown().Refuses<MoveNotListed>(new SubmissionEvent.AttemptResumed(Noon));
        OutcomeUnknown().Refuses<MoveNotListed>(new SubmissionEvent.RetryOrdered(Ben, Noon));
        OutcomeUnknown().Refuses<MoveNotListed>(new SubmissionEvent.Recalled(Ana, "No.", Noon));
    }

    [Fact]
    public void Found_live_it_is_Published()
    {
        var found = OutcomeUnknown().After(new SubmissionEvent.WentLive(OurReceipt, Noon.AddSeconds(5)));

        Assert.Equal((SubmissionState.Published, AttemptOutcome.Published), (found.State, found.Attempt!.Outcome));
    }

    [Fact]
    public void An_absence_is_believed_only_when_the_lost_request_cannot_arrive_any_more()
    {
        var early = OutcomeUnknown().After(new SubmissionEvent.NotFoundLive(Noon.AddSeconds(5)));
        var late = early.After(new SubmissionEvent.NotFoundLive(Noon + ReleaseTimes.AnswerSettles));

        Assert.Equal((SubmissionState.OutcomeUnknown, 1), (early.State, early.Attempt!.Looks));
        Assert.Equal((SubmissionState.Failed, AttemptOutcome.ProvedAbsent), (late.State, late.Attempt!.Outcome));
    }

    [Fact]
    public void Looks_for_a_lost_answer_grow_apart_up_to_an_hour()
    {
        var waits = Enumerable.Range(0, 20).Select(ReleaseTimes.UntilNextLook).ToArray();

        Assert.Equal(TimeSpan.FromSeconds(5), waits[0]);
        Assert.Equal(TimeSpan.FromHours(1), waits[^1]);
        Assert.Equal(waits.Order(), waits);
    }

    [Fact]
    public void When_the_network_cannot_be_asked_the_next_look_waits_longer()
    {
        var unknown = OutcomeUnknown().After(new SubmissionEvent.LookFailed("down", Noon + ReleaseTimes.AnswerSettles));

        Assert.Equal(SubmissionState.OutcomeUnknown, unknown.State);
        Assert.Equal(new NextStep.Wait(Noon + ReleaseTimes.AnswerSettles + TimeSpan.FromSeconds(15)),
            unknown.Next(Noon + ReleaseTimes.AnswerSettles));
    }

    [Fact]
    public void A_throttled_attempt_goes_on_under_the_same_key_at_the_time_that_the_network_named()
    {
        var throttled = Claimed().After(new SubmissionEvent.Throttled(Noon.AddMinutes(2), Noon));

        Assert.Equal(new NextStep.Wait(Noon.AddMinutes(2)), throttled.Next(Noon));
        Assert.Equal(new NextStep.TakeUp(LookFirst: false), throttled.Next(Noon.AddMinutes(2)));
        var resumed = throttled.After(new SubmissionEvent.AttemptResumed(Noon.AddMinutes(2)));
        Assert.Equal((Claimed().Attempt!.Key, 1), (resumed.Attempt!.Key, resumed.Attempts.Length));
    }

    [Fact]
    public void Throttled_beyond_MaxLate_it_fails()
    {
        var throttled = Claimed().After(new SubmissionEvent.Throttled(Noon + ReleaseTimes.MaxLate, Noon));

        var next = Assert.IsType<NextStep.Move>(throttled.Next(Noon));

        Assert.Equal(SubmissionState.Failed, throttled.After(next.Event).State);
    }

    [Fact]
    public void An_attempt_whose_publisher_died_is_looked_for_before_it_is_called_again()
    {
        Assert.Equal(new NextStep.TakeUp(LookFirst: true), Claimed().Next(Noon.AddMinutes(1)));
    }

    [Fact]
    public void What_definitely_failed_may_be_tried_again_in_time()
    {
        var again = Failed().After(new SubmissionEvent.RetryOrdered(Ben, Noon.AddMinutes(1)));

        Assert.Equal((SubmissionState.Publishing, 2), (again.State, again.Attempts.Length));
        Assert.Equal(Failed().Attempt!.Key, again.Attempt!.Key);
        Failed().Refuses<NotDue>(new SubmissionEvent.RetryOrdered(Ben, Noon + ReleaseTimes.MaxLate));
    }

    [Fact]
    public void A_take_down_needs_no_approval_and_is_shown_when_the_network_confirms_it()
    {
        var ordered = Published().After(new SubmissionEvent.TakeDownOrdered(Ben, "Wrong road.", Noon));

        Assert.Equal(SubmissionState.Published, ordered.State);
        Assert.IsType<NextStep.TakeDown>(ordered.Next(Noon));
        var removed = ordered.After(new SubmissionEvent.RemovalClaimed(Noon))
            .After(new SubmissionEvent.Removed(RemovalCause.ByUs, Noon));
        Assert.Equal((SubmissionState.RemovedFromNetwork, RemovalCause.ByUs), (removed.State, removed.RemovedBy));
    }

    [Fact]
    public void A_take_down_that_was_put_off_waits_and_one_that_was_refused_can_be_ordered_again()
    {
        var claimed = Published().After(new SubmissionEvent.TakeDownOrdered(Ben, "Wrong road.", Noon))
            .After(new SubmissionEvent.RemovalClaimed(Noon));

        var delayed = claimed.After(new SubmissionEvent.RemovalDelayed("busy", Noon.AddMinutes(1), Noon));
        var refused = claimed.After(new SubmissionEvent.RemovalRefused("not ours", Noon));

        Assert.Equal(new NextStep.Wait(Noon.AddMinutes(1)), delayed.Next(Noon));
        Assert.IsType<NextStep.Rest>(refused.Next(Noon));
        Assert.Equal(RemovalState.Ordered,
            refused.After(new SubmissionEvent.TakeDownOrdered(Cleo, "Still wrong.", Noon)).Removal!.State);
    }

    [Fact]
    public void Only_what_is_live_can_be_taken_down()
    {
        OutcomeUnknown().Refuses<MoveNotListed>(new SubmissionEvent.TakeDownOrdered(Ben, "Stop.", Noon));
        Approved().Refuses<MoveNotListed>(new SubmissionEvent.TakeDownOrdered(Ben, "Stop.", Noon));
    }
}
