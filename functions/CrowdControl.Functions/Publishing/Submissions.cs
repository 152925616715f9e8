using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

/// <summary>How many submissions wait, as one member sees them.</summary>
public sealed record SubmissionCounts(int AwaitingMyApproval, int MyDrafts, int Scheduled, int OutcomeUnknown);

/// <summary>The front of publishing: what members see of submissions and do to them.</summary>
public sealed class Submissions(SubmissionStore store, AuditTrail audit, ViewLog views, SignedActs acts, ReleaseRuns runs)
{
    /// <summary>So often an act is tried again on what somebody else made of the submission in between.</summary>
    private const int MostRounds = 5;

    public async Task<Outcome<Versioned<Submission>>> Get(Caller caller, SubmissionId id, CancellationToken cancellation)
    {
        if (await store.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("submission");
        if (MemberRights.MayNotSee(caller, stored.Submission.Channel) is { } barred) return barred;
        await views.Note(Look.At(caller, "post.viewed", SubmissionRecord.Subject(id), stored.Submission.Channel), cancellation);
        return stored.Versioned;
    }

    public async Task<SubmissionCounts> Count(Caller caller, CancellationToken cancellation)
    {
        var (reviewed, seen) = (caller.ScopeOf(Permission.ReviewPosts), MemberRights.Seen(caller));
        var counts = new SubmissionCounts(0, 0, 0, 0);
        await foreach (var row in store.Open(caller.Tenant, cancellation))
        {
            var channel = new ChannelId(row.GetString("Channel"));
            counts = row.GetString("State") switch
            {
                nameof(SubmissionState.InReview) when reviewed.Covers(channel) && !SubmissionRow.Involved(row, caller.Signatory.Person) =>
                    counts with { AwaitingMyApproval = counts.AwaitingMyApproval + 1 },
                nameof(SubmissionState.Draft) when seen.Covers(channel) && row.GetString("Author") == caller.Member.Id.Value =>
                    counts with { MyDrafts = counts.MyDrafts + 1 },
                nameof(SubmissionState.Scheduled) when seen.Covers(channel) => counts with { Scheduled = counts.Scheduled + 1 },
                nameof(SubmissionState.OutcomeUnknown) when seen.Covers(channel) =>
                    counts with { OutcomeUnknown = counts.OutcomeUnknown + 1 },
                _ => counts,
            };
        }

        return counts;
    }

    /// <summary>Does what the state machine allows. The record says it first; then it is written, or lost to whoever wrote before;
    /// then whoever looks after the submission is told.</summary>
    internal async Task<Outcome<Versioned<Submission>>> Act(
        Caller caller, SubmissionId id, MemberAct act, DurableTaskClient client, CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (await store.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("submission");
            if (act.Barred(stored.Submission) is { } barred) return barred;
            if (act.Seen is { } seen && seen != stored.Version) return new Refusal.Stale();
            switch (await act.Do(stored.Submission))
            {
                case Outcome<Submission>.Refused refused:
                    return refused.Why;
                case Outcome<Submission>.Done { Value: var after } when ReferenceEquals(after, stored.Submission):
                    await Tell(client, act, caller, stored, stored, cancellation);
                    return stored.Versioned;
                case Outcome<Submission>.Done { Value: var after }:
                    if (await Say(caller, act, stored, after, cancellation) is { } unsigned) return unsigned;
                    if (await Write(caller, act, stored, after, cancellation) is not { } written) continue;
                    await Tell(client, act, caller, stored, written, cancellation);
                    return written.Versioned;
            }
        }

        return new Refusal.Stale();
    }

    /// <summary>Before anything is done. What is returned stops the act: the question for a signature is one such answer.</summary>
    private async Task<Refusal?> Say(
        Caller caller, MemberAct act, StoredSubmission before, Submission after, CancellationToken cancellation)
    {
        var happened = Happened(caller, act, before, after);
        if (act.Signs) return await acts.Record(caller, happened, cancellation);
        await audit.Record(happened, cancellation);
        return null;
    }

    private async Task<StoredSubmission?> Write(
        Caller caller, MemberAct act, StoredSubmission before, Submission after, CancellationToken cancellation)
    {
        if (await store.Replace(before, after, caller.At, cancellation) is { } written) return written;

        // A write whose answer was lost is sent again, and then finds what it wrote itself.
        if (await store.Find(after.Tenant, after.Id, cancellation) is { } now && SubmissionRow.Same(now.Submission, after)) return now;
        var happened = Happened(caller, act, before, after);
        await audit.Record(happened with { Id = happened.Id + "/lost", Outcome = AuditOutcome.Refused }, cancellation);
        return null;
    }

    private static AuditEvent Happened(Caller caller, MemberAct act, StoredSubmission before, Submission after) => new(
        caller.Tenant, SubmissionRecord.EntryId(after.Id, act.Name, before.Version, caller.Member.Id.Value), caller.At, Actor.Of(caller),
        act.Name, SubmissionRecord.Subject(after.Id), after.Channel, AuditOutcome.Done, act.Details.AddRange(SubmissionRecord.DetailsOf(after)));

    private Task Tell(
        DurableTaskClient client, MemberAct act, Caller caller, StoredSubmission before, StoredSubmission after,
        CancellationToken cancellation) =>
        act.Begins && after.Watched ? runs.Begin(client, after.Submission, caller.At, cancellation)
        : before.Watched ? runs.Tell(client, before.Submission, cancellation)
        : Task.CompletedTask;
}
