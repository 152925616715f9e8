using System.Buffers;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Makes timestamp identifiers: microseconds since 1970 and a clock's number in 13 sortable letters, each later than the last.</summary>
internal sealed class TidClock(TimeProvider clock)
{
    private const string Letters = "234567abcdefghijklmnopqrstuvwxyz";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create(Letters);
    private const int Length = 13;
    private const long ClockNumber = 31;
    private long _last;

    public string Next()
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _last = Math.Max(_last + 1, now);
        return Write((_last << 10) | ClockNumber);
    }

    /// <summary>Keeps to what earlier runs gave out, even where the machine's clock went back meanwhile.</summary>
    public void NotBefore(string tid) => _last = Math.Max(_last, Read(tid) >> 10);

    /// <summary>Whether a client may use the text as a record key of a kind whose keys are TIDs.</summary>
    public static bool Is(string text) =>
        text.Length == Length && "234567abcdefghij".Contains(text[0], StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(Alphabet);

    private static string Write(long value) => string.Create(Length, value, (text, left) =>
    {
        for (var at = text.Length - 1; at >= 0; at--, left >>= 5) text[at] = Letters[(int)(left & 31)];
    });

    private static long Read(string tid) => tid.Aggregate(0L, (value, letter) => (value << 5) | (long)Letters.IndexOf(letter, StringComparison.Ordinal));
}
