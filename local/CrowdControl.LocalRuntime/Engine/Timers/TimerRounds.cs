using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>Runs a timer function when it is due, one run after the other.</summary>
/// <param name="kept">Null where the schedule is not monitored.</param>
internal sealed class TimerRounds(
    TimerSettings settings,
    CronSchedule schedule,
    StatusBlob? kept,
    Func<TimerTick, CancellationToken, Task> run,
    TimeProvider clock,
    ILogger log)
{
    /// <summary>Timers of .NET end at 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private bool _startedBefore;

    /// <summary>Returns only by cancellation, and not before a run that has begun is over.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var state = await StateAtStart(now, cancellation);
        var isPastDue = state.Next < now;
        if (isPastDue || (settings.RunOnStartup && !_startedBefore)) state = await Round(state, isPastDue, cancellation);
        _startedBefore = true;
        while (true)
        {
            await Until(state.Next, cancellation);
            state = await Round(state, false, cancellation);
        }
    }

    private async Task<ScheduleState> StateAtStart(DateTimeOffset now, CancellationToken cancellation)
    {
        if (kept is null) return ScheduleState.New(schedule, now);
        var left = await kept.Read(cancellation);
        var state = left?.Under(schedule, now) ?? ScheduleState.New(schedule, now);
        if (state != left) await Keep(state);
        return state;
    }

    private async Task<ScheduleState> Round(ScheduleState before, bool isPastDue, CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        try
        {
            await run(new TimerTick(isPastDue, kept is null ? null : before), cancellation);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Timer function {Function} failed; it runs again when it is due.", settings.Function);
        }

        var after = ScheduleState.RanAt(schedule, began);
        if (kept is not null) await Keep(after);
        return after;
    }

    /// <summary>
    /// As well as it can, whatever the fault: without it an occurrence may run twice after a restart, while a failure here would run it
    /// again at once.
    /// </summary>
    private async Task Keep(ScheduleState state)
    {
        try
        {
            await kept!.Write(state, CancellationToken.None);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "The schedule's state of timer function {Function} was not kept.", settings.Function);
        }
    }

    private async Task Until(DateTimeOffset due, CancellationToken cancellation)
    {
        for (var left = due - clock.GetUtcNow(); left > TimeSpan.Zero; left = due - clock.GetUtcNow())
        {
            var whole = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
            await Task.Delay(whole < LongestWait ? whole : LongestWait, clock, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
