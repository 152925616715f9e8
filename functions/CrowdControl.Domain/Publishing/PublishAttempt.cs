namespace CrowdControl.Domain.Publishing;

/// <summary>One try to bring a revision onto the network, or to take it off again.</summary>
/// <param name="Number">Counts the attempts of one submission from 1.</param>
/// <param name="Key">Names the post before it exists: every call of every attempt at one revision carries the same.</param>
/// <param name="KeyAt">The time fixed for the key.</param>
/// <param name="LastCallAt">The latest time at which a call of this attempt can have been under way.</param>
/// <param name="RetryAt">When the network said to come back, or when to look again for a lost answer.</param>
/// <param name="Looks">How often the network was asked in vain whether the post is there.</param>
public sealed record PublishAttempt(
    int Number,
    int Revision,
    string Key,
    DateTimeOffset KeyAt,
    DateTimeOffset StartedAt,
    DateTimeOffset LastCallAt,
    AttemptOutcome? Outcome = null,
    string? Detail = null,
    DateTimeOffset? FinishedAt = null,
    DateTimeOffset? RetryAt = null,
    int Looks = 0);

/// <summary>What came of an attempt so far.</summary>
public enum AttemptOutcome { Published, Refused, Throttled, Unknown, ProvedAbsent, NotCalled }

/// <summary>The network's answer to a post that is live.</summary>
public sealed record Receipt(string NativeId, string Version, Uri Url, DateTimeOffset At);
