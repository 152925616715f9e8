namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    /// <summary>What has to be done with it at <paramref name="now"/>.</summary>
    public NextStep Next(DateTimeOffset now)
    {
        if (now >= ExpiresAt) return new NextStep.Move(new SubmissionEvent.DeadlinePassed(now));

        return State switch
        {
            SubmissionState.Submitted or SubmissionState.InReview or SubmissionState.ChangesRequested when ExpiresAt is { } latest =>
                new NextStep.Wait(latest),
            SubmissionState.Approved when Revision.PublishAt > now => new NextStep.Move(new SubmissionEvent.Scheduled(now)),
            SubmissionState.Scheduled when Revision.PublishAt is { } due && due > now => new NextStep.Wait(due),
            SubmissionState.Approved or SubmissionState.Scheduled => new NextStep.Publish(),
            SubmissionState.Held => new NextStep.LookAtHalt(),
            SubmissionState.Publishing => NextOfAttempt(now),
            SubmissionState.OutcomeUnknown => Attempt?.RetryAt is { } look && look > now ? new NextStep.Wait(look) : new NextStep.Look(),
            SubmissionState.Published when PendingRemoval is { } removal =>
                removal.RetryAt is { } again && again > now ? new NextStep.Wait(again) : new NextStep.TakeDown(),
            _ => new NextStep.Rest(),
        };
    }

    private NextStep NextOfAttempt(DateTimeOffset now)
    {
        if (Attempt is not { Outcome: AttemptOutcome.Throttled, RetryAt: { } retryAt }) return new NextStep.TakeUp(LookFirst: true);
        if (retryAt >= RetryUntil)
            return new NextStep.Move(new SubmissionEvent.RefusedByNetwork("The network asked us to wait longer than this post may wait.", now));

        return retryAt > now ? new NextStep.Wait(retryAt) : new NextStep.TakeUp(LookFirst: false);
    }
}
