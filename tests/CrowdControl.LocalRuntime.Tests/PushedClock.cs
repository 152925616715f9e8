namespace CrowdControl.LocalRuntime.Tests;

/// <summary>A clock that stands still until it is pushed; its timers fire as it passes them.</summary>
internal sealed class PushedClock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start ?? new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public void Push(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _alarms.Where(alarm => alarm.Due <= _now)];
            _alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due) alarm.Ring();
    }

    /// <summary>Returns once somebody waits for this time: only then does a push reach them.</summary>
    public async Task WaitedFor(DateTimeOffset due)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!IsWaitedFor(due)) await Task.Delay(5, deadline.Token);
    }

    /// <summary>Returns once no more than this many timers wait: the work of the others is done.</summary>
    public async Task WaitedForByAtMost(int timers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Waiting() > timers) await Task.Delay(5, deadline.Token);

        int Waiting()
        {
            lock (_gate) return _alarms.Count;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            var alarm = new Alarm(this, () => callback(state), _now + dueTime);
            if (dueTime > TimeSpan.Zero) _alarms.Add(alarm);
            else Task.Run(alarm.Ring);
            return alarm;
        }
    }

    private bool IsWaitedFor(DateTimeOffset due)
    {
        lock (_gate) return _alarms.Exists(alarm => alarm.Due == due);
    }

    private void Remove(Alarm alarm)
    {
        lock (_gate) _alarms.Remove(alarm);
    }

    private sealed class Alarm(PushedClock clock, Action ring, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("Make a new timer.");

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
