using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Views;

/// <summary>A record that somebody is about to be shown.</summary>
/// <param name="What">The record itself.</param>
/// <param name="Channel">In whose stream it is noted; null for a record of no channel.</param>
public sealed record Sight(AuditSubject What, ChannelId? Channel);

/// <summary>One consultation of personal data: a page that was opened, a list that was asked for.</summary>
/// <param name="Act">How it was looked at, ending in .viewed.</param>
/// <param name="Terms">What was searched for; empty where a record was opened.</param>
/// <param name="Channel">The channel that a search was limited to.</param>
/// <param name="Shown">What it gave; none where nothing was found, which is on record as well.</param>
public sealed record Look(
    Caller Caller, string Act, ImmutableSortedDictionary<string, string> Terms, ChannelId? Channel, IReadOnlyList<Sight> Shown)
{
    /// <summary>Somebody opened one record.</summary>
    public static Look At(Caller caller, string act, AuditSubject what, ChannelId? channel) =>
        new(caller, act, ImmutableSortedDictionary<string, string>.Empty, channel, [new Sight(what, channel)]);
}
