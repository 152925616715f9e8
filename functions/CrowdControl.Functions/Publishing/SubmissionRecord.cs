using System.Collections.Immutable;
using System.Globalization;
using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Auditing;

namespace CrowdControl.Functions.Publishing;

/// <summary>How the record tells of submissions: an entry is named by what happened to which version, so a repetition is recorded
/// once.</summary>
internal static class SubmissionRecord
{
    private static readonly Actor Releaser = Actor.Job("release");

    public static AuditSubject Subject(SubmissionId id) => new("submission", id.Value);

    /// <summary>The name of the entry for something done to the version of the row that was read.</summary>
    public static string EntryId(SubmissionId id, string act, ETag version, string by) =>
        $"{id}/{act}/{MentionKey.Digest([version.ToString(), by])}";

    /// <summary>The entry for what the app or a network did; null for what is only on the way to something that has an entry.</summary>
    public static AuditEvent? Of(StoredSubmission before, Submission after, SubmissionEvent happened)
    {
        return happened switch
        {
            SubmissionEvent.WentLive => Result("confirmed", AuditOutcome.Done),
            SubmissionEvent.RefusedByNetwork => Result("failed", AuditOutcome.Refused),
            SubmissionEvent.AnswerLost => Result("unresolved", AuditOutcome.Unknown),
            SubmissionEvent.NotFoundLive when after.State is SubmissionState.Failed => Result("absence-proved", AuditOutcome.Done),
            SubmissionEvent.Throttled => Event(after, "throttled", CallOf(before.Submission), AuditOutcome.Refused, happened.At),
            SubmissionEvent.Removed => Removal("removed", AuditOutcome.Done),
            SubmissionEvent.RemovalRefused => Removal("removal-refused", AuditOutcome.Refused),
            SubmissionEvent.RemovalDelayed => Removal("removal-delayed", AuditOutcome.Unknown),
            SubmissionEvent.DeadlinePassed => Move("expired"),
            SubmissionEvent.Scheduled => Move("scheduled"),
            SubmissionEvent.Halted => Move("held"),
            SubmissionEvent.HaltEnded => Move(after.State is SubmissionState.Expired ? "expired" : "let-go"),
            _ => null,
        };

        AuditEvent Result(string what, AuditOutcome outcome) =>
            Event(after, what, $"{before.Submission.Attempt?.Number}", outcome, happened.At);

        AuditEvent Removal(string what, AuditOutcome outcome) =>
            Event(after, what, RemovalOf(before.Submission), outcome, happened.At);

        AuditEvent Move(string what) =>
            Event(after, what, MentionKey.Digest([before.Version.ToString()]), AuditOutcome.Done, happened.At);
    }

    /// <summary>The intent to call the network; each call has its own.</summary>
    public static AuditEvent PublishAsked(Submission submission, DateTimeOffset at) =>
        Event(submission, "submitted", CallOf(submission), AuditOutcome.Asked, at);

    public static AuditEvent RemovalAsked(Submission submission, DateTimeOffset at) =>
        Event(submission, "removal-asked", RemovalOf(submission), AuditOutcome.Asked, at);

    public static ImmutableSortedDictionary<string, string> DetailsOf(Submission submission)
    {
        var details = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        details["revision"] = submission.Revision.Number.ToString(CultureInfo.InvariantCulture);
        details["digest"] = submission.Revision.Digest.Value;
        details["state"] = submission.State.ToString();
        if (submission.Attempt is { } attempt) details["attempt"] = attempt.Number.ToString(CultureInfo.InvariantCulture);
        if (submission.Live is { } live) details["live"] = live.NativeId;
        return details.ToImmutable();
    }

    private static string CallOf(Submission submission) =>
        string.Create(CultureInfo.InvariantCulture, $"{submission.Attempt?.Number}-{submission.Attempt?.LastCallAt.UtcTicks}");

    private static string RemovalOf(Submission submission) =>
        string.Create(CultureInfo.InvariantCulture, $"{submission.Removal?.OrderedAt.UtcTicks}-{submission.Removal?.Calls}");

    private static AuditEvent Event(Submission submission, string what, string number, AuditOutcome outcome, DateTimeOffset at) => new(
        submission.Tenant, $"{submission.Id}/post.{what}/{number}", at, Releaser, "post." + what, Subject(submission.Id),
        submission.Channel, outcome, DetailsOf(submission));
}
