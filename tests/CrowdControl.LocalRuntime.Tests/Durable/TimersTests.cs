using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class TimersTests(bool rough = false)
{
    [Fact]
    public async Task A_timer_fires_at_its_time_and_not_before()
    {
        await using var hub = (await New())
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
                return context.CurrentUtcDateTime;
            })
            .Start();

        var instance = await hub.Begin("Sleep");
        await hub.Asleep(instance);
        hub.Clock.Push(TimeSpan.FromMinutes(9));
        var early = await hub.Client.GetInstanceAsync(instance);
        hub.Clock.Push(TimeSpan.FromMinutes(1));
        var done = await hub.Completed(instance);

        Assert.True(early!.IsRunning);
        Assert.Equal(hub.Clock.GetUtcNow().UtcDateTime, done.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task A_timer_for_a_time_that_is_past_fires_at_once()
    {
        await using var hub = (await New())
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddHours(-1), CancellationToken.None);
                return "awake";
            })
            .Start();

        var done = await hub.Run("Sleep");

        Assert.Equal("awake", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_that_is_cancelled_throws_where_it_is_awaited_and_holds_nothing_up()
    {
        await using var hub = (await New())
            .Orchestrator("Race", async context =>
            {
                using var enough = new CancellationTokenSource();
                var late = context.CreateTimer(TimeSpan.FromDays(30), enough.Token);
                var word = context.WaitForExternalEvent<string>("word");
                var winner = await Task.WhenAny(late, word);
                enough.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
                return winner == word ? await word : "too late";
            })
            .Start();

        var instance = await hub.Begin("Race");
        await hub.Asleep(instance);
        await hub.Client.RaiseEventAsync(instance, "word", "in time");
        var done = await hub.Completed(instance);

        Assert.Equal("in time", done.ReadOutputAs<string>());
    }

    /// <summary>Documented: an orchestration does not complete until all its outstanding timers have fired or are cancelled.</summary>
    [Fact]
    public async Task A_timer_that_nobody_cancelled_holds_the_orchestration_until_it_fires()
    {
        await using var hub = (await New())
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Forget", async context =>
            {
                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return await context.CallActivityAsync<int>("Echo", 7);
            })
            .Start();

        var instance = await hub.Begin("Forget");
        await hub.Woken(instance, 2);
        var held = await hub.Client.GetInstanceAsync(instance);
        hub.Clock.Push(TimeSpan.FromHours(1));
        var done = await hub.Completed(instance);

        Assert.True(held!.IsRunning);
        Assert.Equal(7, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times_even_if_all_are_late()
    {
        await using var hub = (await New())
            .Orchestrator("Ladder", async context =>
            {
                var waiting = new[] { 3, 1, 2 }.ToDictionary(hour => context.CreateTimer(TimeSpan.FromHours(hour), CancellationToken.None));
                var order = "";
                while (waiting.Count > 0)
                {
                    var first = await Task.WhenAny(waiting.Keys);
                    order += waiting[first];
                    waiting.Remove(first);
                }

                return order;
            })
            .Start();

        var instance = await hub.Begin("Ladder");
        await hub.Asleep(instance);
        hub.Clock.Push(TimeSpan.FromDays(1));
        var done = await hub.Completed(instance);

        Assert.Equal("123", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_may_be_months_away()
    {
        await using var hub = (await New())
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(90), CancellationToken.None);
                return "spring";
            })
            .Start();

        var instance = await hub.Begin("Sleep");
        await hub.Asleep(instance);
        for (var day = 0; day < 90; day++) hub.Clock.Push(TimeSpan.FromDays(1));
        var done = await hub.Completed(instance);

        Assert.Equal("spring", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_that_came_due_while_nothing_ran_fires_at_the_next_start()
    {
        await using var hub = (await New())
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(8), CancellationToken.None);
                return "morning";
            })
            .Start();

        var instance = await hub.Begin("Sleep");
        await hub.Asleep(instance);
        await hub.Stop();
        hub.Clock.Push(TimeSpan.FromHours(9));
        hub.Start();
        var done = await hub.Completed(instance);

        Assert.Equal("morning", done.ReadOutputAs<string>());
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();
}
