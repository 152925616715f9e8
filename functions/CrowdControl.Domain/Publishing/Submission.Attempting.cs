namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    /// <summary>Until when an attempt that definitely did not go out may be tried again.</summary>
    public DateTimeOffset? RetryUntil =>
        (Revision.PublishAt ?? Attempts.FirstOrDefault(attempt => attempt.Revision == Revision.Number)?.StartedAt) + Revision.MaxLate;

    private Outcome<Submission> Claim(SubmissionEvent.AttemptClaimed claimed)
    {
        if (State is not (SubmissionState.Approved or SubmissionState.Scheduled) || !IsApproved) return NotListed("published");
        if (Revision.PublishAt > claimed.At || claimed.At >= ExpiresAt) return new NotDue();

        return Begin(claimed.At);
    }

    private Outcome<Submission> Retry(SubmissionEvent.RetryOrdered retry)
    {
        if (State is not SubmissionState.Failed || !IsApproved) return NotListed("tried again");
        if (retry.At >= RetryUntil) return new NotDue();

        return Begin(retry.At);
    }

    private Submission Begin(DateTimeOffset at)
    {
        var earlier = Attempts.FirstOrDefault(attempt => attempt.Revision == Revision.Number);
        var attempt = new PublishAttempt(Attempts.Length + 1, Revision.Number, $"{Tenant}/{Id}/{Revision.Number}",
            KeyAt: earlier?.KeyAt ?? at, StartedAt: at, LastCallAt: at);
        return this with { State = SubmissionState.Publishing, StateReason = null, Hold = null, Attempts = Attempts.Add(attempt) };
    }

    private Outcome<Submission> Resume(SubmissionEvent.AttemptResumed resumed)
    {
        if (State is not SubmissionState.Publishing || Attempt is not { } attempt) return NotListed("resumed");

        return WithAttempt(attempt with { Outcome = null, RetryAt = null, LastCallAt = resumed.At });
    }

    private Outcome<Submission> GoLive(SubmissionEvent.WentLive live)
    {
        if (State is not (SubmissionState.Publishing or SubmissionState.OutcomeUnknown) || Attempt is not { } attempt)
            return NotListed("shown as published");

        return WithAttempt(attempt with { Outcome = AttemptOutcome.Published, Detail = null, FinishedAt = live.At, RetryAt = null }) with
        {
            State = SubmissionState.Published,
            StateReason = null,
            Live = live.Receipt,
        };
    }

    private Outcome<Submission> Fail(SubmissionEvent.RefusedByNetwork refused)
    {
        if (State is not SubmissionState.Publishing || Attempt is not { } attempt) return NotListed("shown as refused");

        return Failed(attempt, AttemptOutcome.Refused, refused.Why, refused.At);
    }

    private Outcome<Submission> Throttle(SubmissionEvent.Throttled throttled)
    {
        if (State is not SubmissionState.Publishing || Attempt is not { } attempt) return NotListed("put off");

        return WithAttempt(attempt with { Outcome = AttemptOutcome.Throttled, RetryAt = throttled.RetryAt, LastCallAt = throttled.At });
    }

    private Outcome<Submission> LoseAnswer(SubmissionEvent.AnswerLost lost)
    {
        if (State is not SubmissionState.Publishing || Attempt is not { } attempt) return NotListed("left unknown");

        return WithAttempt(attempt with
        {
            Outcome = AttemptOutcome.Unknown,
            Detail = lost.Why,
            LastCallAt = lost.At,
            RetryAt = lost.At + ReleaseTimes.UntilNextLook(0),
        }) with
        {
            State = SubmissionState.OutcomeUnknown,
            StateReason = "The network's answer was lost: it may or may not be live. We are looking, and never send it blindly again.",
        };
    }

    private Outcome<Submission> LookInVain(SubmissionEvent.NotFoundLive absent)
    {
        if (State is not SubmissionState.OutcomeUnknown || Attempt is not { } attempt) return NotListed("looked for");
        if (absent.At < attempt.LastCallAt + ReleaseTimes.AnswerSettles) return PutOffLook(absent.At);

        return Failed(attempt, AttemptOutcome.ProvedAbsent, "The network shows that it did not go out.", absent.At);
    }

    private Outcome<Submission> PutOffLook(DateTimeOffset at)
    {
        if (State is not SubmissionState.OutcomeUnknown || Attempt is not { } attempt) return NotListed("looked for");

        return WithAttempt(attempt with { Looks = attempt.Looks + 1, RetryAt = at + ReleaseTimes.UntilNextLook(attempt.Looks + 1) });
    }

    private Submission Failed(PublishAttempt attempt, AttemptOutcome outcome, string why, DateTimeOffset at) =>
        WithAttempt(attempt with { Outcome = outcome, Detail = why, FinishedAt = at, RetryAt = null }) with
        {
            State = SubmissionState.Failed,
            StateReason = why,
        };

    private Submission WithAttempt(PublishAttempt attempt) => this with { Attempts = Attempts.SetItem(Attempts.Length - 1, attempt) };
}
