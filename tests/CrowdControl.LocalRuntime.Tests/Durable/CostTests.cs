using CrowdControl.LocalRuntime.Servers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Xunit.Abstractions;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>What an approval costs the engine: the whole app may take 110 storage requests a post, the engine 40 of them.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task An_approval_takes_at_most_20_storage_requests()
    {
        await using var counted = await ProxiedStorage.Before((await AzuriteServer.Shared).ConnectionString);
        await using var hub = HubUnderTest.On(counted.ConnectionString)
            .Activity<string, string>("Do", step => step)
            .Orchestrator("Approve", async context =>
            {
                await context.CallActivityAsync<string>("Do", "announce");
                var decision = await context.WaitForExternalEvent<string>("decided", TimeSpan.FromDays(2));
                await context.CallActivityAsync<string>("Do", "record");
                await context.CallActivityAsync<string>("Do", "publish");
                await context.CallActivityAsync<string>("Do", "receipt");
                return decision;
            })
            .Start();
        await Approve(hub, "warm");
        counted.Reset();

        for (var post = 0; post < 10; post++) await Approve(hub, $"post-{post}");
        await hub.Stop();

        // Looks at empty queues go by the clock, not by the work.
        var calls = counted.Calls.Where(call => !call.Key.Idle).ToList();
        foreach (var (call, times) in calls) output.WriteLine($"{times / 10.0,5:0.0} {call.Service} {call.Method} {call.Thing}");
        Assert.InRange(calls.Sum(call => call.Value) / 10.0, 1, 20);
    }

    private static async Task Approve(HubUnderTest hub, string id)
    {
        var client = hub.Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Approve", null, new StartOrchestrationOptions(id));
        await hub.Stored(id, row => row.GetDateTimeOffset("WakeAt") < DateTimeOffset.MaxValue.AddDays(-1));
        await client.RaiseEventAsync(id, "decided", "yes");
        await hub.Stored(id, row => row.GetString("Status") == "Completed");
    }
}
