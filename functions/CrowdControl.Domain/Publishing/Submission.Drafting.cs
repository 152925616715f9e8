using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

public sealed partial record Submission
{
    private bool IsBeforeApproval =>
        Standing is SubmissionState.Draft or SubmissionState.Submitted or SubmissionState.InReview or SubmissionState.ChangesRequested;

    private Outcome<Submission> Edit(SubmissionEvent.Edited edited)
    {
        if (State is not (SubmissionState.Draft or SubmissionState.InReview or SubmissionState.ChangesRequested
            or SubmissionState.Approved or SubmissionState.Scheduled or SubmissionState.Held))
            return NotListed("edited");
        if (!IsContributor(edited.By) && !(edited.AsApprover && State is SubmissionState.InReview))
            return new NotTheAuthor("edit");

        return this with
        {
            State = SubmissionState.Draft,
            StateReason = null,
            Revision = Revision.Of(Revision.Number + 1, Channel, Kind, edited.Content, edited.PublishAt, edited.By, edited.At),
            Contributors = IsContributor(edited.By) ? Contributors : Contributors.Add(edited.By),
            Decisions = [.. Decisions.Select(decision => decision with { Counted = false })],
            SubmittedAt = null,
            LatestApprovalAt = null,
            Review = null,
            Hold = null,
        };
    }

    private Outcome<Submission> Submit(SubmissionEvent.Submitted submitted)
    {
        if (submitted.Digest != Revision.Digest) return new DifferentVersion();
        if (!IsContributor(submitted.By)) return new NotTheAuthor("submit");
        if (WasSubmitted) return this;
        if (State is not SubmissionState.Draft) return NotListed("submitted");

        var latest = ReleaseTimes.LatestApprovalAt(Revision.PublishAt, submitted.At);
        if (submitted.At >= latest) return new TooSoonToApprove();

        return this with
        {
            State = SubmissionState.Submitted,
            StateReason = null,
            SubmittedAt = submitted.At,
            LatestApprovalAt = latest,
        };
    }

    /// <summary>Submitting the same version again is the same act, as long as it is on its way.</summary>
    private bool WasSubmitted => SubmittedAt is not null && State is SubmissionState.Submitted or SubmissionState.InReview
        or SubmissionState.Approved or SubmissionState.Scheduled or SubmissionState.Held or SubmissionState.Publishing
        or SubmissionState.OutcomeUnknown or SubmissionState.Published;

    private Outcome<Submission> Withdraw(SubmissionEvent.Withdrawn withdrawn)
    {
        if (!withdrawn.By.IsSamePersonAs(Author)) return new NotTheAuthor("withdraw");
        if (State is SubmissionState.Withdrawn) return this;
        if (!IsBeforeApproval) return NotListed("withdrawn");

        return this with { State = SubmissionState.Withdrawn, StateReason = null };
    }
}
