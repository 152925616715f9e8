using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Timers;

/// <summary>How a timer comes back after a kill, and after storage was away.</summary>
public sealed class RecoveryTests
{
    private const string EveryFiveMinutes = "0 */5 * * * *";

    [Fact]
    public async Task The_lease_of_a_predecessor_that_is_known_to_be_dead_is_broken_at_once()
    {
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        await (await timer.Locked()).Stop(CancellationToken.None);
        await timer.TakenByAnother();
        timer.Settings = timer.Settings with { PredecessorIsDead = true };
        timer.Start();

        await timer.PushTo("09:05");
        var tick = await timer.Tick();

        Assert.False(tick.IsPastDue);
    }

    [Fact]
    public async Task A_run_that_a_kill_cut_off_is_made_up_for_by_the_next_host()
    {
        var never = new TaskCompletionSource();
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes);
        timer.Run = (_, cancellation) => never.Task.WaitAsync(cancellation);
        timer.Start();
        await timer.PushTo("09:05");
        await timer.Tick();
        timer.Clock.Push(TimeSpan.FromSeconds(10));
        timer.Settings = timer.Settings with { PredecessorIsDead = true };
        timer.Start();

        var madeUp = await timer.Tick();

        Assert.Equal((true, TimerUnderTest.At("09:05")), (madeUp.IsPastDue, madeUp.State!.Next));
    }

    [Fact]
    public async Task A_host_whose_storage_was_away_longer_than_its_lease_takes_its_own_lease_again()
    {
        await using var cable = await StorageCable.To("Blob");
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes, cable.ConnectionString);
        await timer.Locked();

        cable.Cut();
        timer.Clock.Push(timer.Settings.LeaseTime);
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:01:02"));
        cable.Mend();
        await timer.PushTo("09:01:02");
        await timer.PushTo("09:05");
        await timer.Tick();

        Assert.Single(timer.Log.At(LogLevel.Error), line => line.Contains("was lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Storage_that_is_away_is_said_once_and_the_timer_starts_when_it_is_back()
    {
        await using var cable = await StorageCable.To("Blob");
        await using var timer = await TimerUnderTest.New(EveryFiveMinutes, cable.ConnectionString);
        timer.Settings = timer.Settings with { RunOnStartup = true };
        cable.Cut();
        timer.Start();
        await timer.PushTo("09:00:02");
        await timer.Clock.WaitedFor(TimerUnderTest.At("09:00:04"));

        cable.Mend();
        await timer.PushTo("09:00:04");
        await timer.Tick();

        Assert.Single(timer.Log.At(LogLevel.Warning));
    }
}
