using System.Globalization;

namespace CrowdControl.Domain.Mentions;

/// <summary>A mention's id tells its time: newest first when sorted as text, and the day that it is stored under can be read off it.</summary>
public static class MentionClock
{
    private const long Last = 9_999_999_999_999;
    private const int Digits = 13;
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The time to order by: what the writer's device said, but never later than the network saw it.</summary>
    public static DateTimeOffset TimeOf(DateTimeOffset written, DateTimeOffset seen)
    {
        var time = written < seen ? written : seen;
        return time < Earliest ? Earliest : time;
    }

    public static MentionId IdOf(DateTimeOffset at, MentionKey key) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Last - at.ToUnixTimeMilliseconds():D13}-{key}"));

    /// <summary>The time in an id, to the millisecond; null when it is no mention's id.</summary>
    public static DateTimeOffset? TimeIn(MentionId id) =>
        id.Value.Length > Digits && id.Value[Digits] == '-'
        && long.TryParse(id.Value.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var inverted)
        && Last - inverted is >= 0 and <= 4_102_444_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(Last - inverted)
            : null;
}
