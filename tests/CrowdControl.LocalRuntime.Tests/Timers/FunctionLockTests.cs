using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Timers;

/// <summary>One host at a time runs a timer function: the real host's listener singleton, on the same blob.</summary>
public sealed class FunctionLockTests
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    [Fact]
    public async Task The_host_that_runs_the_function_holds_a_lease_of_a_minute_on_its_lock_blob()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await timer.Locked();

        var blob = (await timer.Lock.GetPropertiesAsync()).Value;

        Assert.Equal((LeaseState.Leased, LeaseDurationType.Fixed), (blob.LeaseState, blob.LeaseDuration));
        Assert.Equal(TimeSpan.FromSeconds(60), timer.Settings.LeaseTime);
    }

    [Fact]
    public async Task A_second_host_runs_nothing_while_the_first_lives_and_takes_over_when_it_stops()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        var first = timer.Start();
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:05"));
        timer.Settings = timer.Settings with { LeaseRetry = TimeSpan.FromMinutes(7) };
        timer.Start();
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:07"));

        await timer.PushTo("09:05");
        await timer.Tick();
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:10"));
        var bothLive = timer.Waiting;
        await first.Stop(CancellationToken.None);
        await timer.PushTo("09:07");
        await timer.PushTo("09:10");
        await timer.Tick();

        Assert.Equal(0, bothLive);
        Assert.Equal(0, timer.Waiting);
    }

    [Fact]
    public async Task The_lease_is_renewed_when_half_of_it_is_over()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await timer.Locked();

        await timer.PushTo("09:00:30");
        await timer.PushTo("09:01:00");
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:01:30"));

        Assert.Empty(timer.Log.At(LogLevel.Error));
    }

    [Fact]
    public async Task A_host_that_lost_its_lease_cancels_the_run_and_runs_no_more_until_it_has_the_lock_again()
    {
        var cancelled = new TaskCompletionSource();
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Run = async (_, cancellation) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            cancelled.SetResult();
        };
        timer.Settings = timer.Settings with { RunOnStartup = true };
        timer.Start();
        await timer.Tick();
        await timer.Lock.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
        var other = await timer.TakenByAnother();

        await timer.PushTo("09:00:30");
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60));
        timer.Run = (_, _) => Task.CompletedTask;
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:01:30"));
        timer.Clock.Push(TimeSpan.FromMinutes(10));
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:11:30"));
        var whileLost = timer.Waiting;
        await other.ReleaseAsync();
        await timer.PushTo("09:11:30");
        var again = await timer.Tick();

        Assert.Equal((0, true), (whileLost, again.IsPastDue));
        Assert.Contains(timer.Log.At(LogLevel.Error), line => line.Contains("was lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_host_that_cannot_know_who_holds_the_lease_waits_for_it()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await (await timer.Locked()).Stop(CancellationToken.None);
        await timer.TakenByAnother();
        timer.Start();

        await timer.PushTo("09:01");
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:02"));

        Assert.Equal(LeaseState.Leased, (await timer.Lock.GetPropertiesAsync()).Value.LeaseState);
        Assert.Equal(0, timer.Waiting);
    }
}
