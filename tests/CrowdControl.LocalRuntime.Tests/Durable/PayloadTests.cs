using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>Bodies longer than a queue message (64 KiB) travel by claim check; one transaction of history holds 4 MiB.</summary>
public sealed class PayloadTests
{
    [Fact]
    public async Task Many_activities_may_each_take_and_give_long_text_at_one_time()
    {
        var page = new string('"', 30_000);
        await using var hub = (await HubUnderTest.New())
            .Activity<string, string>("Copy", text => text)
            .Orchestrator("Book", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => context.CallActivityAsync<string>("Copy", page)))).Sum(copy => copy.Length))
            .Start();

        var done = await hub.Run("Book");

        Assert.Equal(40 * page.Length, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_fan_out_may_be_wide()
    {
        await using var hub = (await HubUnderTest.New())
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Wide", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 400).Select(n => context.CallActivityAsync<int>("Echo", n)))).Sum())
            .Start();

        var done = await hub.Run("Wide");

        Assert.Equal(Enumerable.Range(0, 400).Sum(), done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Long_text_survives_a_crash_on_its_way()
    {
        var page = new string('é', 20_000);
        await using var hub = (await HubUnderTest.New())
            .Activity<string, string>("Copy", text => text)
            .Orchestrator("Book", async context =>
            {
                var more = await context.WaitForExternalEvent<string>("more");
                return (await context.CallActivityAsync<string>("Copy", context.GetInput<string>() + more)).Length;
            })
            .Start();
        var instance = await hub.Begin("Book", page);

        await hub.Client.RaiseEventAsync(instance, "more", page);
        await hub.Crash();
        var done = await hub.Completed(instance);

        Assert.Equal(2 * page.Length, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task What_is_too_long_to_keep_fails_the_orchestration_and_says_so()
    {
        await using var hub = (await HubUnderTest.New())
            .Activity<int, string>("Flood", n => new string('x', n))
            .Orchestrator("Drown", context => context.CallActivityAsync<string>("Flood", 2_000_000))
            .Start();

        var done = await hub.Run("Drown");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("the local task hub keeps", done.FailureDetails!.InnerFailure!.ErrorMessage, StringComparison.Ordinal);
    }
}
