using System.Collections.Immutable;

namespace CrowdControl.Domain.Mentions;

/// <summary>An inbound or found item in normal form.</summary>
/// <param name="Version">The network's stamp of the version seen; needed to reply to exactly this one.</param>
/// <param name="Cut">True when the text was longer than is kept.</param>
/// <param name="At">When it was written, as far as that can be believed.</param>
public sealed record Mention(
    MentionId Id,
    MentionSource Source,
    string Network,
    string NativeId,
    string Version,
    MentionKind Kind,
    ExternalAuthor Author,
    string Text,
    bool Cut,
    ImmutableArray<string> Languages,
    ImmutableArray<string> Links,
    int ImageCount,
    string? ReplyTo,
    string? ReplyRoot,
    string? Quote,
    string Url,
    DateTimeOffset At,
    DateTimeOffset HarvestedAt)
{
    /// <summary>Longer texts are cut here: whatever is written in it, one mention then fits into one queue message and one row.</summary>
    public const int MaximumText = 10_000;
}

public enum MentionKind
{
    Mention,
    Reply,
    Quote,
    FeedItem,

    /// <summary>A post of our own, found on a channel's timeline.</summary>
    Post,

    /// <summary>One that was there before the channel was connected, so nobody has to account for it.</summary>
    Baseline,
}

/// <summary>Where it was found: exactly one of the two is set.</summary>
public sealed record MentionSource(ChannelId? Channel, FeedId? Feed);

/// <summary>The account that wrote it: a pseudonymous key and what it called itself then. No profile is kept.</summary>
public sealed record ExternalAuthor(string AccountId, string Handle, string DisplayName);
