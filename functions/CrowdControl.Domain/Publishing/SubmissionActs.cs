using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

/// <summary>What a member may do on the channel of a submission.</summary>
public sealed record PublishingRights(bool Draft, bool Review, bool Recall, bool TakeDown, bool Release);

/// <summary>One act, and whether this member could do it now; if not, why not.</summary>
public sealed record PossibleAct(string Act, bool Allowed, string? Why);

/// <summary>What a member could do with a submission now. Each act is tried on the state machine itself, so that a button and
/// the rule behind it never disagree.</summary>
public static class SubmissionActs
{
    public const string Edit = "edit", Submit = "submit", Decide = "decide", Withdraw = "withdraw", Recall = "recall",
        TakeDown = "take-down", Retry = "retry";

    public static ImmutableArray<PossibleAct> Of(Submission submission, Signatory member, PublishingRights rights, DateTimeOffset now) =>
    [
        Try(Edit, submission, rights.Draft || rights.Review, new SubmissionEvent.Edited(
            member, submission.Revision.Content, submission.Revision.PublishAt, rights.Review, now)),
        Try(Submit, submission, rights.Draft, new SubmissionEvent.Submitted(member, submission.Revision.Digest, now)),
        submission.State is SubmissionState.InReview
            ? Try(Decide, submission, rights.Review, new SubmissionEvent.Decided(
                member, Verdict.Approved, submission.Revision.Digest, null, now))
            : new PossibleAct(Decide, false, new MoveNotListed(submission.State, "decided on").Message),
        Try(Withdraw, submission, rights.Draft, new SubmissionEvent.Withdrawn(member, now)),
        Try(Recall, submission, MayRecall(submission, member, rights), new SubmissionEvent.Recalled(member, "", now)),
        Try(TakeDown, submission, rights.TakeDown, new SubmissionEvent.TakeDownOrdered(member, "", now)),
        Try(Retry, submission, rights.Release, new SubmissionEvent.RetryOrdered(member, now)),
    ];

    /// <summary>Authors recall their own; others need the right.</summary>
    public static bool MayRecall(Submission submission, Signatory member, PublishingRights rights) =>
        rights.Recall || rights.Draft && member.IsSamePersonAs(submission.Author);

    private static PossibleAct Try(string act, Submission submission, bool may, SubmissionEvent happened)
    {
        if (!may) return new PossibleAct(act, false, "You do not hold the right to do this on this channel.");

        return submission.Apply(happened) switch
        {
            Outcome<Submission>.Refused refused => new PossibleAct(act, false, refused.Why.Message),
            Outcome<Submission>.Done done when ReferenceEquals(done.Value, submission) =>
                new PossibleAct(act, false, "It has been done already."),
            _ => new PossibleAct(act, true, null),
        };
    }
}
