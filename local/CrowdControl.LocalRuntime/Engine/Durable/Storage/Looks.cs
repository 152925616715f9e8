using System.Diagnostics;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>When a queue is looked at: at once where something may be there, else after pauses that double up to the longest.</summary>
internal sealed class Looks(TimeSpan longestPause) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _signal = new(0);
    private TimeSpan _pause = ShortestPause;
    private long _last = Stopwatch.GetTimestamp();
    private bool _now = true;

    private TimeSpan Left => _pause - Stopwatch.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>Something was sent for whoever looks next.</summary>
    public void Now()
    {
        Volatile.Write(ref _now, true);
        Signal();
    }

    /// <summary>Something is ready without a look.</summary>
    public void Signal() => _signal.Release();

    public bool Due()
    {
        if (!Volatile.Read(ref _now) && Left > TimeSpan.Zero) return false;
        Volatile.Write(ref _now, false);
        Volatile.Write(ref _last, Stopwatch.GetTimestamp());
        return true;
    }

    public void Found(int messages)
    {
        if (messages > 0) Volatile.Write(ref _now, true);
        _pause = messages > 0 ? Least(ShortestPause) : Least(_pause * 2);
    }

    public async Task Wait(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _now)) return;
        var left = Left;
        await _signal.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellation);
        while (await _signal.WaitAsync(TimeSpan.Zero, cancellation))
        {
            // One look answers all signals that came before it.
        }
    }

    public void Dispose() => _signal.Dispose();

    private TimeSpan Least(TimeSpan wanted) => wanted < longestPause ? wanted : longestPause;
}
