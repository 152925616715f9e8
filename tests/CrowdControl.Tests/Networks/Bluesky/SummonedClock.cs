using System.Collections.Concurrent;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>A clock whose timers run out when a test says so, and never by themselves.</summary>
internal sealed class SummonedClock : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, byte> _timers = new();

    public void RunOut()
    {
        foreach (var timer in _timers.Keys) timer.Ring();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(_timers, () => callback(state));
        _timers.TryAdd(timer, 0);
        return timer;
    }

    private sealed class Timer(ConcurrentDictionary<Timer, byte> timers, Action ring) : ITimer
    {
        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => timers.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
