using System.Text.Json;
using Azure;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using Microsoft.DurableTask.Client;

namespace CrowdControl.Functions.Publishing;

/// <summary>Writes drafts and changes them.</summary>
public sealed class Drafts(SubmissionStore store, Submissions submissions, NetworkRoutes routes, ContentReader reader, AuditTrail audit)
{
    internal async Task<Outcome<Versioned<Submission>>> Write(
        Caller caller, Intent intent, NewSubmissionRequest asked, CancellationToken cancellation)
    {
        var kind = asked.Kind ?? (asked.Content.ReplyToMention is null ? SubmissionKind.Post : SubmissionKind.Reply);
        if (!Id.IsValid(asked.Channel)) return new Refusal.Invalid("channel", "This is no channel's id.");
        var channel = new ChannelId(asked.Channel);
        if (MemberRights.MayNotDraft(caller, channel, kind) is { } barred) return barred;
        if (await routes.RulesOf(caller.Tenant, channel, cancellation) is not { } network) return new Refusal.NotFound("channel");
        var digest = MentionKey.Digest([JsonSerializer.Serialize(asked, Json.Options)]);
        if (await store.Made(caller.Tenant, intent, digest, cancellation) is { } made) return made;
        if (CheckTime(asked.PublishAt, caller.At) is { } badTime) return badTime;

        return await reader.Read(caller, kind, network, asked.Content, cancellation) switch
        {
            Outcome<ReadContent>.Refused refused => refused.Why,
            Outcome<ReadContent>.Done { Value: var read } =>
                await Keep(caller, intent, digest, new Asked(channel, kind, asked.PublishAt, read), cancellation),
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    internal Task<Outcome<Versioned<Submission>>> Change(
        Caller caller, SubmissionId id, ETag seen, ChangedSubmissionRequest asked, DurableTaskClient client,
        CancellationToken cancellation) =>
        submissions.Act(caller, id, new MemberAct("post.edited", before => Edit(caller, before, asked, cancellation))
        {
            Barred = before => caller.May(Permission.ReviewPosts, before.Channel)
                ? null
                : MemberRights.MayNotDraft(caller, before.Channel, before.Kind),
            Seen = seen,
        }, client, cancellation);

    private async Task<Outcome<Submission>> Edit(
        Caller caller, Submission before, ChangedSubmissionRequest asked, CancellationToken cancellation)
    {
        if (CheckTime(asked.PublishAt, caller.At) is { } badTime) return badTime;
        if (await routes.RulesOf(before.Tenant, before.Channel, cancellation) is not { } network) return new Refusal.NotFound("channel");
        return await reader.Read(caller, before.Kind, network, asked.Content, cancellation) switch
        {
            Outcome<ReadContent>.Refused refused => refused.Why,
            Outcome<ReadContent>.Done { Value: var read } => before.Apply(new SubmissionEvent.Edited(
                caller.Signatory, read.Content, asked.PublishAt?.ToUniversalTime(),
                AsApprover: caller.May(Permission.ReviewPosts, before.Channel), caller.At)) switch
            {
                Outcome<Submission>.Done edited => edited.Value with { ReplyToMention = read.ReplyTo, QuoteMention = read.Quote },
                var refused => refused,
            },
            _ => throw new InvalidOperationException("An outcome is done or refused."),
        };
    }

    private async Task<Outcome<Versioned<Submission>>> Keep(
        Caller caller, Intent intent, string digest, Asked asked, CancellationToken cancellation)
    {
        var id = new SubmissionId(MentionClock.IdOf(caller.At, new MentionKey(intent.IdFor("submission"))).Value);
        var plain = Submission.Draft(
            caller.Tenant, id, asked.Channel, asked.Kind, asked.Read.Content, asked.PublishAt?.ToUniversalTime(), caller.Signatory,
            caller.At);
        var draft = plain with { ReplyToMention = asked.Read.ReplyTo, QuoteMention = asked.Read.Quote };
        await Record(AuditOutcome.Done, "");
        var kept = await store.Add(draft, intent, digest, cancellation);
        if (kept is not Outcome<Versioned<Submission>>.Done { Value.Value: var stored } || stored.Id != id)
            await Record(AuditOutcome.Refused, "/lost");
        return kept;

        Task Record(AuditOutcome outcome, string suffix) => audit.Record(caller, $"{id}/post.drafted{suffix}", "post.drafted",
            SubmissionRecord.Subject(id), draft.Channel, outcome, SubmissionRecord.DetailsOf(draft), cancellation);
    }

    private static Refusal.Invalid? CheckTime(DateTimeOffset? publishAt, DateTimeOffset now)
    {
        if (publishAt is not { } due) return null;
        if (due <= now)
            return new Refusal.Invalid("publishAt", "This time has passed. Choose a later one, or none for as soon as it is approved.");
        return due > now + ReleaseTimes.FurthestAhead
            ? new Refusal.Invalid("publishAt", $"Plan at most {ReleaseTimes.FurthestAhead.TotalDays:0} days ahead.")
            : null;
    }

    private sealed record Asked(ChannelId Channel, SubmissionKind Kind, DateTimeOffset? PublishAt, ReadContent Read);
}
