namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    private Outcome<Submission> OrderTakeDown(SubmissionEvent.TakeDownOrdered ordered)
    {
        if (State is SubmissionState.RemovedFromNetwork) return this;
        if (State is not SubmissionState.Published || Live is null) return NotListed("taken down");
        if (Removal is { State: RemovalState.Ordered or RemovalState.Claimed }) return this;

        return this with { Removal = new Removal(ordered.By, ordered.Reason, ordered.At, RemovalState.Ordered) };
    }

    private Outcome<Submission> ClaimRemoval(SubmissionEvent.RemovalClaimed claimed)
    {
        if (PendingRemoval is not { } removal) return NotListed("removed");

        return this with
        {
            Removal = removal with { State = RemovalState.Claimed, Calls = removal.Calls + 1, RetryAt = null },
        };
    }

    private Outcome<Submission> DelayRemoval(SubmissionEvent.RemovalDelayed delayed)
    {
        if (PendingRemoval is not { } removal) return NotListed("removed");

        return this with { Removal = removal with { Detail = delayed.Why, RetryAt = delayed.RetryAt } };
    }

    private Outcome<Submission> RefuseRemoval(SubmissionEvent.RemovalRefused refused)
    {
        if (PendingRemoval is not { } removal) return NotListed("removed");

        return this with
        {
            StateReason = "It could not be taken down: " + refused.Why,
            Removal = removal with { State = RemovalState.Refused, Detail = refused.Why, FinishedAt = refused.At },
        };
    }

    private Outcome<Submission> Remove(SubmissionEvent.Removed removed)
    {
        if (State is not SubmissionState.Published) return NotListed("shown as removed");

        return this with
        {
            State = SubmissionState.RemovedFromNetwork,
            StateReason = Removal?.Reason,
            RemovedBy = removed.Cause,
            Removal = Removal is null ? null : Removal with { State = RemovalState.Removed, FinishedAt = removed.At },
        };
    }

    private Removal? PendingRemoval => State is SubmissionState.Published
        && Removal is { State: RemovalState.Ordered or RemovalState.Claimed } ? Removal : null;
}
