using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Publishing;

/// <summary>One post for one channel, from first draft to what became of it. Moves are made by <see cref="Apply"/> alone.</summary>
public sealed partial record Submission(
    TenantId Tenant,
    SubmissionId Id,
    ChannelId Channel,
    SubmissionKind Kind,
    SubmissionState State,
    Signatory Author,
    ImmutableArray<Signatory> Contributors,
    Revision Revision,
    DateTimeOffset CreatedAt)
{
    /// <summary>Why it stands where it stands, in words for its author; null where the state says it all.</summary>
    public string? StateReason { get; init; }

    /// <summary>The mention that a reply answers.</summary>
    public MentionId? ReplyToMention { get; init; }

    /// <summary>The mention that is quoted.</summary>
    public MentionId? QuoteMention { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>From this moment on an approval is too late.</summary>
    public DateTimeOffset? LatestApprovalAt { get; init; }

    public Review? Review { get; init; }

    public ImmutableArray<Decision> Decisions { get; init; } = [];

    public ImmutableArray<PublishAttempt> Attempts { get; init; } = [];

    public Hold? Hold { get; init; }

    public Receipt? Live { get; init; }

    public Removal? Removal { get; init; }

    public RemovalCause? RemovedBy { get; init; }

    /// <summary>The attempt that is under way, or the last one.</summary>
    public PublishAttempt? Attempt => Attempts is [.., var last] ? last : null;

    /// <summary>The state that its deadlines follow: a held submission keeps those of the state it came from.</summary>
    private SubmissionState Standing => State is SubmissionState.Held && Hold is { } hold ? hold.From : State;

    public static Submission Draft(TenantId tenant, SubmissionId id, ChannelId channel, SubmissionKind kind, PostContent content,
        DateTimeOffset? publishAt, Signatory author, DateTimeOffset at) =>
        new(tenant, id, channel, kind, SubmissionState.Draft, author, [author],
            Revision.Of(1, channel, kind, content, publishAt, author, at), at);

    /// <summary>True when somebody who did not contribute approved exactly the current version, at every step, in time.</summary>
    public bool IsApproved =>
        Review is { IsComplete: true } review
        && Enumerable.Range(0, review.Policy.Steps.Length).All(step => Decisions.Any(decision =>
            decision is { Counted: true, Verdict: Verdict.Approved }
            && decision.Step == step && decision.Digest == Revision.Digest
            && decision.At >= review.OpenedAt && decision.At < LatestApprovalAt
            && !IsContributor(decision.By)));

    public bool IsContributor(Signatory member) => Contributors.Any(member.IsSamePersonAs);

    /// <summary>The submission after what happened, or why that could not happen here. Refused, it stays as it was.</summary>
    public Outcome<Submission> Apply(SubmissionEvent happened) => happened switch
    {
        SubmissionEvent.Edited edited => Edit(edited),
        SubmissionEvent.Submitted submitted => Submit(submitted),
        SubmissionEvent.Withdrawn withdrawn => Withdraw(withdrawn),
        SubmissionEvent.ReviewOpened opened => OpenReview(opened),
        SubmissionEvent.Blocked blocked => Block(blocked),
        SubmissionEvent.Decided decided => Decide(decided),
        SubmissionEvent.Recalled recalled => Recall(recalled),
        SubmissionEvent.DeadlinePassed passed => Expire(passed),
        SubmissionEvent.Scheduled scheduled => Schedule(scheduled),
        SubmissionEvent.Halted halted => Halt(halted),
        SubmissionEvent.HaltEnded ended => EndHalt(ended),
        SubmissionEvent.AttemptClaimed claimed => Claim(claimed),
        SubmissionEvent.AttemptResumed resumed => Resume(resumed),
        SubmissionEvent.WentLive live => GoLive(live),
        SubmissionEvent.RefusedByNetwork refused => Fail(refused),
        SubmissionEvent.Throttled throttled => Throttle(throttled),
        SubmissionEvent.AnswerLost lost => LoseAnswer(lost),
        SubmissionEvent.NotFoundLive absent => LookInVain(absent),
        SubmissionEvent.LookFailed failed => PutOffLook(failed.At),
        SubmissionEvent.RetryOrdered retry => Retry(retry),
        SubmissionEvent.TakeDownOrdered ordered => OrderTakeDown(ordered),
        SubmissionEvent.RemovalClaimed claimed => ClaimRemoval(claimed),
        SubmissionEvent.RemovalDelayed delayed => DelayRemoval(delayed),
        SubmissionEvent.RemovalRefused refused => RefuseRemoval(refused),
        SubmissionEvent.Removed removed => Remove(removed),
        _ => NotListed("changed this way"),
    };

    private MoveNotListed NotListed(string act) => new(State, act);
}
