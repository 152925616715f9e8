using System.Collections.Concurrent;
using Azure;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit.Abstractions;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>Killed at any instant and started again, every orchestration goes on: an activity may run twice, never zero times.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Orchestrations = 12;
    private readonly ConcurrentDictionary<string, int> _ran = new();

    [Fact]
    public async Task Orchestrations_go_on_after_kills_at_random_instants()
    {
        var seed = Environment.GetEnvironmentVariable("CRASH_SEED") is { } given ? int.Parse(given, null) : Random.Shared.Next();
        output.WriteLine($"CRASH_SEED={seed}");
        var random = new Random(seed);
        await using var hub = await Busy();

        var ids = Enumerable.Range(0, Orchestrations).Select(n => $"busy-{n}").ToList();
        var starting = Task.WhenAll(ids.Select(id => Insist(hub, client => client.ScheduleNewOrchestrationInstanceAsync(
            "Busy", id, new StartOrchestrationOptions(id)))));
        for (var kill = 0; kill < 10; kill++)
        {
            await Task.Delay(random.Next(5, 400));
            hub.Clock.Push(TimeSpan.FromMinutes(1));
            await hub.Crash();
        }

        await starting;
        await Task.WhenAll(ids.Select(id => Insist(hub, client => client.RaiseEventAsync(id, "approve", id))));
        await hub.Crash();
        var done = await Task.WhenAll(ids.Select(id => Over(hub, id)));

        Assert.All(done, one =>
            Assert.Equal($"{one.InstanceId}: 1 2 3, 100, child of {one.InstanceId}, 3 rounds", one.ReadOutputAs<string>()));
        Assert.All(ids.SelectMany(Activities), activity => Assert.True(_ran.ContainsKey(activity), $"{activity} never ran."));
    }

    [Fact]
    public async Task A_kill_while_an_activity_runs_makes_it_run_again()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;
        await using var hub = (await HubUnderTest.New())
            .Activity("Slow", async (int n, CancellationToken killed) =>
            {
                if (Interlocked.Increment(ref runs) > 1) return n;
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, killed);
                return n;
            })
            .Orchestrator("Call", context => context.CallActivityAsync<int>("Slow", 7))
            .Start();

        var instance = await hub.Begin("Call");
        await entered.Task;
        await hub.Crash();
        var done = await hub.Completed(instance);

        Assert.Equal(7, done.ReadOutputAs<int>());
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task A_stop_in_good_order_lets_running_activities_end_so_that_they_run_once()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource();
        var runs = 0;
        await using var hub = (await HubUnderTest.New())
            .Activity<int, int>("Slow", async n =>
            {
                Interlocked.Increment(ref runs);
                entered.SetResult();
                await leave.Task;
                return n;
            })
            .Orchestrator("Call", async context =>
            {
                var first = await context.CallActivityAsync<int>("Slow", 7);
                return first + await context.WaitForExternalEvent<int>("more");
            })
            .Start();
        var instance = await hub.Begin("Call");
        await entered.Task;

        var stopping = hub.Stop();
        leave.SetResult();
        await stopping;
        hub.Start();
        await hub.Client.RaiseEventAsync(instance, "more", 1);
        var done = await hub.Completed(instance);

        Assert.Equal(8, done.ReadOutputAs<int>());
        Assert.Equal(1, runs);
    }

    private static IEnumerable<string> Activities(string id) =>
        new[] { "1", "2", "3", "child", "round 0", "round 1", "round 2" }.Select(step => $"{id} {step}");

    private async Task<HubUnderTest> Busy() => (await HubUnderTest.New())
        .Activity<string, string>("Note", async what =>
        {
            await Task.Delay(5);
            _ran.AddOrUpdate(what, 1, (_, times) => times + 1);
            return what.Split(' ')[^1];
        })
        .Orchestrator("Busy", async context =>
        {
            var id = context.GetInput<string>()!;
            var steps = await Task.WhenAll(Enumerable.Range(1, 3).Select(n => context.CallActivityAsync<string>("Note", $"{id} {n}")));
            await context.CreateTimer(TimeSpan.FromSeconds(30), CancellationToken.None);
            var waited = await context.WaitForExternalEvent<string>("approve", TimeSpan.FromDays(9)) == id ? 100 : 0;
            var child = await context.CallSubOrchestratorAsync<string>("Child", id);
            var rounds = await context.CallSubOrchestratorAsync<int>("Rounds", new Round(id, 0));
            return $"{id}: {string.Join(' ', steps)}, {waited}, {child}, {rounds} rounds";
        })
        .Orchestrator("Child", async context =>
        {
            await context.CallActivityAsync("Note", $"{context.GetInput<string>()} child");
            return $"child of {context.Parent!.InstanceId}";
        })
        .Orchestrator("Rounds", async context =>
        {
            var (id, round) = context.GetInput<Round>()!;
            await context.CallActivityAsync("Note", $"{id} round {round}");
            if (round < 2) context.ContinueAsNew(new Round(id, round + 1));
            return round + 1;
        })
        .Start();

    /// <summary>A caller whose process dies with the hub asks the next one.</summary>
    private static async Task Insist(HubUnderTest hub, Func<DurableTaskClient, Task> act)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
            try
            {
                await act(hub.Client).WaitAsync(deadline.Token);
                return;
            }
            catch (InvalidOperationException exists) when (exists.Message.Contains("already exists", StringComparison.Ordinal))
            {
                return;
            }
            catch (Exception cut) when (
                !deadline.IsCancellationRequested
                && cut is OperationCanceledException or ObjectDisposedException or RequestFailedException)
            {
                await Task.Delay(20);
            }
    }

    /// <summary>Timers of whatever episode fire on the way.</summary>
    private static async Task<OrchestrationMetadata> Over(HubUnderTest hub, string id) => await hub.Until(id, state =>
    {
        hub.Clock.Push(TimeSpan.FromSeconds(1));
        return state.IsCompleted;
    });

    private sealed record Round(string Id, int Number);
}
