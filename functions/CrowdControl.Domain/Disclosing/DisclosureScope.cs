using System.Collections.Immutable;

namespace CrowdControl.Domain.Disclosing;

/// <summary>What a pack is about: one channel, one case, or entries named one by one. Exactly one of the three.</summary>
/// <param name="Entries">Indices in the record, rising; empty unless they are what is asked for.</param>
public sealed record DisclosureScope(ChannelId? Channel, CaseId? Case, ImmutableArray<long> Entries)
{
    public const int MostEntries = 500;

    public static DisclosureScope Of(ChannelId channel) => new(channel, null, []);

    public static DisclosureScope Of(CaseId @case) => new(null, @case, []);

    public static DisclosureScope Of(IEnumerable<long> entries) => new(null, null, [.. entries.Distinct().Order()]);

    /// <summary>The stream of the record that it is; null for entries of several.</summary>
    public string? Stream => Channel is { } channel ? $"acct:{channel}" : Case is { } own ? $"case:{own}" : null;
}

/// <summary>From the first moment up to the other, which is not in it any more. Either may be open.</summary>
public sealed record DisclosurePeriod(DateTimeOffset? From, DateTimeOffset? Until)
{
    public static DisclosurePeriod Always { get; } = new(null, null);

    public bool Holds(DateTimeOffset at) => (From is null || at >= From) && (Until is null || at < Until);
}
