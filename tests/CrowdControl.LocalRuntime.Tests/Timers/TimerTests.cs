using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Timers;

/// <summary>When a timer function runs, by the timer extension's listener: order of events, past due, and what it is told.</summary>
public sealed class TimerTests
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    [Fact]
    public async Task A_function_runs_at_each_occurrence_and_not_before()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Start();

        await timer.PushTo("09:05");
        var first = await timer.Tick();
        await timer.PushTo("09:10");
        var second = await timer.Tick();

        Assert.Equal((false, TimerUnderTest.At("09:05")), (first.IsPastDue, first.State?.Next));
        Assert.Equal((TimerUnderTest.At("09:05"), TimerUnderTest.At("09:10")), (second.State!.Last, second.State.Next));
        Assert.Equal(0, timer.Waiting);
    }

    [Fact]
    public async Task A_function_that_is_marked_RunOnStartup_runs_at_the_start_and_then_by_its_schedule()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Settings = timer.Settings with { RunOnStartup = true };
        timer.Start();

        var atStart = await timer.Tick();
        await timer.PushTo("09:05");
        var bySchedule = await timer.Tick();

        Assert.Equal((false, false), (atStart.IsPastDue, bySchedule.IsPastDue));
        Assert.Equal(TimerUnderTest.Nine, bySchedule.State!.Last);
    }

    [Fact]
    public async Task An_occurrence_that_was_missed_while_nobody_ran_is_made_up_for_once_as_past_due()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Settings = timer.Settings with { RunOnStartup = true };
        await using (timer.Start())
            await timer.Tick();
        timer.Clock.Push(TimeSpan.FromMinutes(23));
        timer.Start();

        var madeUp = await timer.Tick();
        await timer.PushTo("09:25");
        var next = await timer.Tick();

        Assert.Equal((true, TimerUnderTest.At("09:05")), (madeUp.IsPastDue, madeUp.State!.Next));
        Assert.Equal((false, TimerUnderTest.At("09:23")), (next.IsPastDue, next.State!.Last));
    }

    [Fact]
    public async Task A_restart_before_the_next_occurrence_runs_nothing()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await using (timer.Start())
        {
            await timer.PushTo("09:05");
            await timer.Tick();
        }

        timer.Clock.Push(TimeSpan.FromMinutes(2));
        timer.Start();

        await timer.Clock.WaitedFor(TimerUnderTest.At("09:10"));

        Assert.Equal(0, timer.Waiting);
    }

    [Fact]
    public async Task The_state_of_the_schedule_is_kept_where_and_as_the_real_host_keeps_it()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Start();
        await timer.PushTo("09:05");
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:10"));

        var blob = (await timer.Status.DownloadContentAsync()).Value.Content;
        var kept = blob.ToObjectFromJson<Dictionary<string, DateTimeOffset>>()!;

        Assert.Equal(["Last", "LastUpdated", "Next"], kept.Keys.Order());
        Assert.Equal((TimerUnderTest.At("09:05"), TimerUnderTest.At("09:10")), (kept["Last"], kept["Next"]));
        Assert.Equal(kept["Last"], kept["LastUpdated"]);
    }

    [Fact]
    public async Task A_new_timer_keeps_its_first_occurrence_before_it_comes()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await using (timer.Start())
            await timer.Clock.WaitedFor(TimerUnderTest.At("09:05"));
        timer.Clock.Push(TimeSpan.FromMinutes(6));
        timer.Start();

        var missed = await timer.Tick();

        Assert.True(missed.IsPastDue);
    }

    [Theory]
    [InlineData(EveryFiveMinutes, false)]
    [InlineData("*/20 * * * * *", true)]
    public async Task A_schedule_that_is_not_monitored_or_comes_several_times_a_minute_keeps_no_state(string cron, bool useMonitor)
    {
        await using var timer = await TimerUnderTest.New(cron);
        timer.Settings = timer.Settings with { RunOnStartup = true, UseMonitor = useMonitor };
        await using (timer.Start())
            Assert.Null((await timer.Tick()).State);
        timer.Clock.Push(TimeSpan.FromHours(1));
        timer.Start();

        var tick = await timer.Tick();

        Assert.Equal((false, null), (tick.IsPastDue, tick.State));
        Assert.False((await timer.Status.ExistsAsync()).Value);
    }

    [Fact]
    public async Task Runs_do_not_overlap_and_what_passed_during_a_long_run_is_one_run_after_it()
    {
        var release = new TaskCompletionSource();
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Run = (_, _) => release.Task;
        timer.Start();
        await timer.PushTo("09:05");
        await timer.Tick();

        timer.Clock.Push(TimeSpan.FromMinutes(18));
        var duringTheRun = timer.Waiting;
        release.SetResult();
        var after = await timer.Tick();
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:25"));

        Assert.Equal(0, duringTheRun);
        Assert.Equal((false, TimerUnderTest.At("09:10")), (after.IsPastDue, after.State!.Next));
        Assert.Equal(0, timer.Waiting);
    }

    [Fact]
    public async Task A_function_that_fails_is_logged_and_the_timer_goes_on()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Run = (_, _) => throw new InvalidDataException("no feed");
        timer.Start();

        await timer.PushTo("09:05");
        await timer.Tick();
        await timer.PushTo("09:10");
        await timer.Tick();

        Assert.Contains(timer.Log.At(LogLevel.Error), line => line.Contains(timer.Settings.Function, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_cancels_the_run_waits_for_it_and_still_keeps_the_state()
    {
        var (ended, cancelled) = (false, false);
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Run = async (_, cancellation) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            cancelled = cancellation.IsCancellationRequested;
            await Task.Delay(50, CancellationToken.None);
            ended = true;
        };
        var pump = timer.Start();
        await timer.PushTo("09:05");
        await timer.Tick();

        await pump.Stop(CancellationToken.None);

        Assert.True(cancelled && ended);
        var kept = (await timer.Status.DownloadContentAsync()).Value.Content.ToString();
        Assert.Contains("\"Last\":\"2026-03-02T09:05:00", kept, StringComparison.Ordinal);
    }
}
