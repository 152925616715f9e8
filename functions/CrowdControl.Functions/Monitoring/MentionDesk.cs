using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Publishing;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Shows mentions to those who may read them. What the public wrote is personal data, so every look is on record first.</summary>
public sealed class MentionDesk
{
    private readonly Mentions _mentions;
    private readonly MentionList _list;
    private readonly Conversations _conversations;
    private readonly LivePosts _ours;
    private readonly ViewLog _views;

    internal MentionDesk(Mentions mentions, MentionList list, Conversations conversations, LivePosts ours, ViewLog views) =>
        (_mentions, _list, _conversations, _ours, _views) = (mentions, list, conversations, ours, views);

    internal async Task<Outcome<Page<MentionAnswer>>> List(Caller caller, MentionFilter filter, Paging paging, CancellationToken cancellation)
    {
        if (filter.Channel is { } channel && !filter.Scope.Covers(channel)) return OutOfReach();
        var page = await _list.Read(caller.Tenant, filter, paging, cancellation);
        await _views.Note(
            new Look(
                caller, "mention-list.viewed", filter.ForTheRecord().ToImmutableSortedDictionary(StringComparer.Ordinal), filter.Channel,
                [.. page.Items.Select(item => new Sight(Subject(item.Mention.Id), item.Mention.Source.Channel))]), cancellation);
        return page.Select(MentionAnswer.Of);
    }

    internal async Task<Outcome<MentionAnswer>> Show(Caller caller, MentionId id, CancellationToken cancellation)
    {
        if (await _mentions.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("mention");
        if (!MayRead(caller, stored.Mention)) return OutOfReach();
        await _views.Note(Look.At(caller, "mention.viewed", Subject(id), stored.Mention.Source.Channel), cancellation);
        var answered = stored.Mention.ReplyTo ?? stored.Mention.Quote;
        var ours = answered is null ? null : await _ours.Of(caller.Tenant, answered, cancellation);
        return MentionAnswer.Of(stored) with { OurSubmission = ours?.Value };
    }

    internal async Task<Outcome<ConversationAnswer>> Conversation(Caller caller, MentionId id, CancellationToken cancellation)
    {
        if (await _mentions.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("mention");
        if (!MayRead(caller, stored.Mention)) return OutOfReach();
        await _views.Note(Look.At(caller, "conversation.viewed", Subject(id), stored.Mention.Source.Channel), cancellation);
        return await _conversations.Around(caller.Tenant, stored, cancellation);
    }

    /// <summary>What a feed brought is of no channel: whoever may read any mention may read it.</summary>
    private static bool MayRead(Caller caller, Mention mention) => mention.Source.Channel is { } channel
        ? caller.May(Permission.ReadMentions, channel)
        : caller.May(Permission.ReadMentions);

    private static Refusal.NotPermitted OutOfReach() =>
        new("You may not read what is said to this channel. Somebody who manages members can give you a role that reads its mentions.");

    private static AuditSubject Subject(MentionId id) => new("mention", id.Value);
}
