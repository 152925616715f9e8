using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Publishing;

/// <summary>What a member may do with submissions of a channel, and how it is refused.</summary>
internal static class MemberRights
{
    /// <summary>The channels whose submissions the member sees: those that they write or sign off for.</summary>
    public static Scope Seen(Caller caller) => caller.ScopeOf(Permission.DraftPosts).And(caller.ScopeOf(Permission.ReviewPosts));

    public static Refusal? MayNotSee(Caller caller, ChannelId channel) =>
        Seen(caller).Covers(channel) ? null : Lacks("see the posts");

    public static PublishingRights On(Caller caller, ChannelId channel, SubmissionKind kind) => new(
        Draft: MayDraft(caller, channel, kind),
        Review: caller.May(Permission.ReviewPosts, channel),
        Recall: caller.May(Permission.RecallPosts, channel),
        TakeDown: caller.May(Permission.TakeDownPosts, channel),
        Release: caller.May(Permission.ReleasePosts, channel));

    public static Refusal? MayNotDraft(Caller caller, ChannelId channel, SubmissionKind kind) => MayDraft(caller, channel, kind)
        ? null
        : Lacks(kind is SubmissionKind.Reply ? "reply for the organisation" : "write posts");

    public static Refusal? MayNot(Caller caller, Permission permission, ChannelId channel, string act) =>
        caller.May(permission, channel) ? null : Lacks(act);

    public static Refusal Lacks(string act) =>
        new Refusal.NotPermitted($"You do not hold the right to {act} on this channel. An administrator can give you a role that does.");

    private static bool MayDraft(Caller caller, ChannelId channel, SubmissionKind kind) =>
        caller.May(kind is SubmissionKind.Reply ? Permission.Reply : Permission.DraftPosts, channel);
}
