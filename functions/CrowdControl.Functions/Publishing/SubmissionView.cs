using CrowdControl.Domain.Approvals;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Publishing;

/// <summary>A submission as the API answers it.</summary>
/// <param name="Acts">What this member could do with it now.</param>
/// <param name="Problems">What its network would refuse it for.</param>
public sealed record SubmissionView(
    string Id,
    string Channel,
    SubmissionKind Kind,
    SubmissionState State,
    string? StateReason,
    SignatoryView Author,
    IReadOnlyList<SignatoryView> Contributors,
    int Revision,
    string Digest,
    ContentView Content,
    DateTimeOffset? PublishAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? LatestApprovalAt,
    IReadOnlyList<SignOffView> Decisions,
    IReadOnlyList<AttemptView> Attempts,
    LiveView? Live,
    IReadOnlyList<PossibleAct> Acts,
    IReadOnlyList<FieldProblemView> Problems)
{
    internal static SubmissionView Of(Submission submission, Caller caller, IEnumerable<FieldProblemView> problems) => new(
        submission.Id.Value,
        submission.Channel.Value,
        submission.Kind,
        submission.State,
        submission.StateReason,
        SignatoryView.Of(submission.Author),
        [.. submission.Contributors.Select(SignatoryView.Of)],
        submission.Revision.Number,
        submission.Revision.Digest.Value,
        Words(submission),
        submission.Revision.PublishAt,
        submission.CreatedAt,
        submission.SubmittedAt,
        submission.LatestApprovalAt,
        [.. submission.Decisions.Select(SignOffView.Of)],
        [.. submission.Attempts.Select(AttemptView.Of)],
        submission.Live is { } live ? new LiveView(live.NativeId, live.Url.ToString(), live.At) : null,
        SubmissionActs.Of(submission, caller.Signatory, MemberRights.On(caller, submission.Channel, submission.Kind), caller.At),
        [.. problems]);

    private static ContentView Words(Submission submission) => new(
        submission.Revision.Content.Text,
        submission.Revision.Content.Languages,
        [.. submission.Revision.Content.Images.Select(image => new ImageView(image.Media.Value, image.AltText))],
        submission.ReplyToMention?.Value,
        submission.QuoteMention?.Value);
}

public sealed record SignatoryView(string Id, string Name)
{
    internal static SignatoryView Of(Signatory who) => new(who.Member.Value, who.Name);
}

public sealed record SignOffView(SignatoryView By, Verdict Verdict, string? Reason, DateTimeOffset At, string Digest, bool Counted)
{
    internal static SignOffView Of(Decision decision) => new(
        SignatoryView.Of(decision.By), decision.Verdict, decision.Reason, decision.At, decision.Digest.Value, decision.Counted);
}

public sealed record AttemptView(int Number, DateTimeOffset StartedAt, AttemptOutcome? Outcome, string? Detail, DateTimeOffset? FinishedAt)
{
    internal static AttemptView Of(PublishAttempt attempt) =>
        new(attempt.Number, attempt.StartedAt, attempt.Outcome, attempt.Detail, attempt.FinishedAt);
}

public sealed record LiveView(string NativeId, string Url, DateTimeOffset At);

public sealed record FieldProblemView(string Field, string Message);
