namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    /// <summary>The moment from which it may not go out any more; null while no clock runs.</summary>
    public DateTimeOffset? ExpiresAt => Standing switch
    {
        SubmissionState.Submitted or SubmissionState.InReview or SubmissionState.ChangesRequested => LatestApprovalAt,
        SubmissionState.Approved or SubmissionState.Scheduled =>
            Revision.PublishAt is { } due ? due + Revision.MaxLate : LatestApprovalAt,
        _ => null,
    };

    private Outcome<Submission> Recall(SubmissionEvent.Recalled recalled)
    {
        if (State is SubmissionState.Recalled) return this;
        if (Standing is not (SubmissionState.Approved or SubmissionState.Scheduled)) return NotListed("recalled");

        return this with { State = SubmissionState.Recalled, StateReason = recalled.Reason };
    }

    private Outcome<Submission> Expire(SubmissionEvent.DeadlinePassed passed)
    {
        if (ExpiresAt is not { } expires || passed.At < expires) return new NotDue();

        return this with
        {
            State = SubmissionState.Expired,
            StateReason = IsApproved
                ? "It could not go out in time, and it is never published late."
                : "Nobody approved it in time, and it is never published late.",
        };
    }

    private Outcome<Submission> Schedule(SubmissionEvent.Scheduled scheduled)
    {
        if (State is not SubmissionState.Approved) return NotListed("scheduled");
        if (!(Revision.PublishAt > scheduled.At)) return new NotDue();

        return this with { State = SubmissionState.Scheduled };
    }

    private Outcome<Submission> Halt(SubmissionEvent.Halted halted) => State switch
    {
        SubmissionState.Held => this,
        SubmissionState.Submitted or SubmissionState.InReview or SubmissionState.Approved or SubmissionState.Scheduled =>
            HeldFrom(State, halted),
        SubmissionState.Publishing when Attempt is { Outcome: null or AttemptOutcome.Throttled } attempt =>
            HeldFrom(Revision.PublishAt is null ? SubmissionState.Approved : SubmissionState.Scheduled, halted)
                .WithAttempt(attempt with { Outcome = AttemptOutcome.NotCalled, Detail = halted.Why, FinishedAt = halted.At }),
        _ => NotListed("held"),
    };

    private Submission HeldFrom(SubmissionState from, SubmissionEvent.Halted halted) => this with
    {
        State = SubmissionState.Held,
        StateReason = halted.Why,
        Hold = new Hold(from, halted.Why, halted.At),
    };

    private Outcome<Submission> EndHalt(SubmissionEvent.HaltEnded ended)
    {
        if (State is not SubmissionState.Held || Hold is not { } hold) return NotListed("released");
        if (ended.At >= ExpiresAt) return Expire(new SubmissionEvent.DeadlinePassed(ended.At));

        return this with { State = hold.From, StateReason = null, Hold = null };
    }
}
