using System.Collections.Concurrent;
using Azure;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>Storage that answers 503 for a while: callers are told, what runs goes on by itself when it is back, nothing is lost.</summary>
public sealed class StorageAwayTests
{
    [Fact]
    public async Task Orchestrations_resume_by_themselves_when_storage_is_back()
    {
        var ran = new ConcurrentDictionary<int, int>();
        await using var storage = await ProxiedStorage.Before((await AzuriteServer.Shared).ConnectionString);
        await using var hub = HubUnderTest.On(storage.ConnectionString)
            .Activity<int, int>("Step", n =>
            {
                ran.AddOrUpdate(n, 1, (_, times) => times + 1);
                if (n == 3) storage.Away = true;
                return n;
            })
            .Orchestrator("Walk", async context =>
            {
                var sum = 0;
                for (var n = 1; n <= 6; n++) sum += await context.CallActivityAsync<int>("Step", n);
                return sum;
            })
            .Start();

        var instance = await hub.Begin("Walk");
        await Until(() => ran.ContainsKey(3));
        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(() => hub.Client.GetInstanceAsync(instance));
        storage.Away = false;
        var done = await hub.Completed(instance);

        Assert.Equal(503, refused.Status);
        Assert.Equal(21, done.ReadOutputAs<int>());
        Assert.Equal(Enumerable.Range(1, 6), ran.Keys.Order());
    }

    [Fact]
    public async Task A_hub_that_starts_while_storage_is_away_waits_for_it()
    {
        await using var storage = await ProxiedStorage.Before((await AzuriteServer.Shared).ConnectionString);
        storage.Away = true;
        await using var hub = HubUnderTest.On(storage.ConnectionString)
            .Orchestrator("Now", _ => Task.FromResult("here"))
            .Start();

        await Assert.ThrowsAnyAsync<RequestFailedException>(() => hub.Begin("Now"));
        storage.Away = false;
        var done = await hub.Run("Now");

        Assert.Equal("here", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_that_comes_due_while_storage_is_away_fires_when_it_is_back()
    {
        await using var storage = await ProxiedStorage.Before((await AzuriteServer.Shared).ConnectionString);
        await using var hub = HubUnderTest.On(storage.ConnectionString)
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return "awake";
            })
            .Start();
        var instance = await hub.Begin("Sleep");
        await hub.Asleep(instance);

        storage.Away = true;
        hub.Clock.Push(TimeSpan.FromHours(1));
        await Assert.ThrowsAnyAsync<RequestFailedException>(() => hub.Client.GetInstanceAsync(instance));
        storage.Away = false;
        var done = await hub.Completed(instance);

        Assert.Equal("awake", done.ReadOutputAs<string>());
    }

    private static async Task Until(Func<bool> there)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!there()) await Task.Delay(20, deadline.Token);
    }
}
