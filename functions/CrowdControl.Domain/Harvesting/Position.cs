using System.Collections.Immutable;

namespace CrowdControl.Domain.Harvesting;

/// <summary>How far one list of a source was read: the time of its newest item, and which of its latest items are known.</summary>
/// <remarks>
/// A time alone is not enough: networks sort by what the writer's device says, so that a late item appears below earlier ones.
/// Known items are told apart by digests.
/// </remarks>
public sealed record Position(DateTimeOffset Newest, ImmutableArray<string> Known)
{
    /// <summary>Two pages of the largest size that a network gives: where two pages meet, one of them is known whole.</summary>
    public const int MaximumKnown = 200;

    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>Everything that is older was read before.</summary>
    public DateTimeOffset Boundary => Newest - Overlap;
}

/// <summary>A period of a source that nobody has read, and why.</summary>
public sealed record Gap(DateTimeOffset From, DateTimeOffset To, string Cause)
{
    public override string ToString() => $"From {From:yyyy-MM-dd HH:mm} to {To:yyyy-MM-dd HH:mm} UTC not everything was read: {Cause}";
}
