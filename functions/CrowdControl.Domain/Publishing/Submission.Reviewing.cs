using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    private Outcome<Submission> OpenReview(SubmissionEvent.ReviewOpened opened)
    {
        if (State is not SubmissionState.Submitted) return NotListed("put up for review");

        return this with { State = SubmissionState.InReview, Review = new Review(opened.Policy, 0, opened.At) };
    }

    private Outcome<Submission> Block(SubmissionEvent.Blocked blocked)
    {
        if (State is not SubmissionState.Submitted) return NotListed("stopped by a rule");

        return this with { State = SubmissionState.ChangesRequested, StateReason = blocked.Rule };
    }

    private Outcome<Submission> Decide(SubmissionEvent.Decided decided)
    {
        if (decided.Digest != Revision.Digest) return new DifferentVersion();
        if (IsContributor(decided.By)) return new OwnPost();
        if (Review is not { } review) return NotListed("decided on");
        if (DecisionOf(decided.By, review) is { } before)
            return before.Verdict == decided.Verdict ? this : new AlreadyDecided();
        if (decided.Verdict is not Verdict.Approved && string.IsNullOrWhiteSpace(decided.Reason)) return new ReasonMissing();
        if (State is not SubmissionState.InReview) return KeepAsLate(decided, review);
        if (decided.At >= LatestApprovalAt) return new ApprovedTooLate(LatestApprovalAt.Value);

        return Count(decided, review);
    }

    private Decision? DecisionOf(Signatory member, Review review) =>
        Decisions.FirstOrDefault(decision => decision.At >= review.OpenedAt && decision.By.IsSamePersonAs(member)
            && decision.Digest == Revision.Digest);

    /// <summary>The other of two racing decisions: it changes nothing any more, but it was made.</summary>
    private Outcome<Submission> KeepAsLate(SubmissionEvent.Decided decided, Review review)
    {
        if (!review.IsComplete) return NotListed("decided on");

        return this with { Decisions = Decisions.Add(DecisionFrom(decided, review.Policy.Steps.Length - 1, counted: false)) };
    }

    private Submission Count(SubmissionEvent.Decided decided, Review review)
    {
        var decisions = Decisions.Add(DecisionFrom(decided, review.Step, counted: true));
        var after = decided.Verdict is Verdict.Approved ? review.After(decisions, Revision.Digest) : review;
        return this with
        {
            Decisions = decisions,
            Review = after,
            State = decided.Verdict switch
            {
                Verdict.Approved => after.IsComplete ? SubmissionState.Approved : SubmissionState.InReview,
                Verdict.ChangesRequested => SubmissionState.ChangesRequested,
                _ => SubmissionState.Rejected,
            },
            StateReason = decided.Verdict is Verdict.Approved ? null : decided.Reason,
        };
    }

    private static Decision DecisionFrom(SubmissionEvent.Decided decided, int step, bool counted) =>
        new(decided.By, decided.Verdict, decided.Digest, step, decided.Reason, decided.At, counted);
}
