using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Monitoring;

/// <summary>A mention as the API shows it.</summary>
/// <param name="Kind">Post stands for one of our own, in a conversation.</param>
/// <param name="OurSubmission">The post of ours that it answers, where a single mention is asked for.</param>
public sealed record MentionAnswer(
    string Id,
    string? Channel,
    string? Feed,
    string Network,
    MentionKind Kind,
    ExternalAuthor Author,
    string Text,
    IReadOnlyList<string> Links,
    int ImageCount,
    string Url,
    DateTimeOffset At,
    DateTimeOffset HarvestedAt,
    string? ReplyTo,
    string? OurSubmission,
    FoundLanguage Language,
    IReadOnlyList<FoundHit> Hits,
    FoundRisk Triage)
{
    internal static MentionAnswer Of(StoredMention stored)
    {
        var mention = stored.Mention;
        return new MentionAnswer(
            mention.Id.Value, mention.Source.Channel?.Value, mention.Source.Feed?.Value, mention.Network,
            mention.Kind is MentionKind.Baseline ? MentionKind.Post : mention.Kind, mention.Author, mention.Text, mention.Links,
            mention.ImageCount, mention.Url, mention.At, mention.HarvestedAt, mention.ReplyTo, null, stored.Language, stored.Hits, stored.Triage);
    }
}

/// <summary>What was said before and after, oldest first.</summary>
/// <param name="Notice">Why it may not be whole; null when the network gave all of it.</param>
public sealed record ConversationAnswer(IReadOnlyList<MentionAnswer> Items, string? Notice);
