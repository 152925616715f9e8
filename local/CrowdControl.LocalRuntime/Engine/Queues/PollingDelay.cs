namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>
/// How long to wait before the next look at an empty queue: 100 ms at first, then longer by a random exponential step each time, up to the
/// longest.
/// </summary>
internal sealed class PollingDelay(TimeSpan longest, Random random)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    /// <summary>Each step is this much smaller or larger, so that hosts do not look in step.</summary>
    private const double Spread = 0.2;

    private int _steps;
    private TimeSpan _now;

    /// <summary>Messages were found: the next wait is the shortest again.</summary>
    public void Reset() => (_steps, _now) = (0, TimeSpan.Zero);

    public TimeSpan Next()
    {
        if (_now == longest) return longest;
        var step = _steps == 0 ? 0 : (1 - Spread + 2 * Spread * random.NextDouble()) * Math.Pow(2, _steps - 1);
        var wait = Shortest + step * Shortest;
        _steps++;
        return _now = wait < longest ? wait : longest;
    }
}
