using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

/// <summary>Something that happened to a submission, with the time at which it happened.</summary>
public abstract record SubmissionEvent(DateTimeOffset At)
{
    /// <summary>A new version was saved. <paramref name="AsApprover"/> says that the editor holds the right to approve here.</summary>
    public sealed record Edited(
        Signatory By, PostContent Content, DateTimeOffset? PublishAt, bool AsApprover, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Submitted(Signatory By, ContentDigest Digest, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record ReviewOpened(ApprovalPolicy Policy, DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>A rule or a limit of the network stops this version; <paramref name="Rule"/> says which.</summary>
    public sealed record Blocked(string Rule, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Decided(
        Signatory By, Verdict Verdict, ContentDigest Digest, string? Reason, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Withdrawn(Signatory By, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Recalled(Signatory By, string Reason, DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>A clock was looked at: whatever had to happen by now and did not, no longer may.</summary>
    public sealed record DeadlinePassed(DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>Approved with PublishAt ahead: it waits for its time.</summary>
    public sealed record Scheduled(DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>A halt stops the release before any call was made.</summary>
    public sealed record Halted(string Why, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record HaltEnded(DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>One publisher took the release for itself; the call follows.</summary>
    public sealed record AttemptClaimed(DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>The same attempt is about to call again, under the same key.</summary>
    public sealed record AttemptResumed(DateTimeOffset At) : SubmissionEvent(At);

    public sealed record WentLive(Receipt Receipt, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record RefusedByNetwork(string Why, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Throttled(DateTimeOffset RetryAt, DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>Whether the post is live is not known.</summary>
    public sealed record AnswerLost(string Why, DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>The network shows no post under the key of the attempt.</summary>
    public sealed record NotFoundLive(DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>The network could not be asked whether the post is there.</summary>
    public sealed record LookFailed(string Why, DateTimeOffset At) : SubmissionEvent(At);

    /// <summary>A publisher orders one more attempt at what definitely did not go out.</summary>
    public sealed record RetryOrdered(Signatory By, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record TakeDownOrdered(Signatory By, string Reason, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record RemovalClaimed(DateTimeOffset At) : SubmissionEvent(At);

    public sealed record RemovalDelayed(string Why, DateTimeOffset RetryAt, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record RemovalRefused(string Why, DateTimeOffset At) : SubmissionEvent(At);

    public sealed record Removed(RemovalCause Cause, DateTimeOffset At) : SubmissionEvent(At);
}
