using System.Collections.Immutable;

namespace CrowdControl.Domain.Access;

/// <summary>The channels that a right reaches: those named, or all that the organisation has and will have.</summary>
/// <param name="Channels">Null for all of them.</param>
public sealed record Scope(ImmutableSortedSet<string>? Channels)
{
    public const int MostChannels = 1_000;

    public static Scope Everything { get; } = new((ImmutableSortedSet<string>?)null);

    public static Scope Nothing { get; } = new(ImmutableSortedSet<string>.Empty);

    public static Scope Of(IEnumerable<ChannelId> channels) => new([.. channels.Select(channel => channel.Value)]);

    public bool IsEverything => Channels is null;

    public bool IsNothing => Channels is { IsEmpty: true };

    public bool Covers(ChannelId channel) => Channels is null || Channels.Contains(channel.Value);

    public Scope And(Scope other) =>
        Channels is null || other.Channels is null ? Everything : new(Channels.Union(other.Channels));

    public bool Equals(Scope? other) => other is not null
        && (Channels is null ? other.Channels is null : other.Channels is not null && Channels.SetEquals(other.Channels));

    public override int GetHashCode() => Channels is null ? 0 : Channels.Aggregate(1, HashCode.Combine);
}
