using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>When the host looks at its queue, and how many messages it works on at a time.</summary>
public sealed class PollingTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task While_messages_are_found_the_host_looks_again_without_waiting()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Clock = new PushedClock();
        queue.Settings = queue.Settings with { BatchSize = 1 };
        for (var number = 0; number < 5; number++) await queue.Encoded.SendMessageAsync("work");

        queue.Start();

        Assert.Equal(5, (await queue.Next(5)).DistinctBy(run => run.MessageId).Count());
    }

    [Fact]
    public async Task After_a_message_was_found_an_idle_queue_is_looked_at_again_after_the_shortest_wait()
    {
        var clock = new PushedClock();
        await using var queue = await QueueUnderTest.New();
        queue.Clock = clock;
        queue.Start();
        await clock.WaitedFor(clock.GetUtcNow() + Shortest);
        await queue.Encoded.SendMessageAsync("work");

        clock.Push(Shortest);
        await queue.Next();
        await clock.WaitedFor(clock.GetUtcNow() + Shortest);
    }

    [Fact]
    public async Task No_more_than_a_batch_and_the_newBatchThreshold_run_at_a_time()
    {
        var release = new SemaphoreSlim(0);
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { BatchSize = 4, NewBatchThreshold = 2 };
        queue.Run = (_, cancellation) => release.WaitAsync(cancellation);
        for (var number = 0; number < 12; number++) await queue.Encoded.SendMessageAsync("work");
        queue.Start();

        await queue.Next(4);
        var afterABatch = await Shown(queue);
        release.Release();
        var aboveTheThreshold = await Shown(queue);
        release.Release();
        await queue.Next(4);
        var atTheMost = (await Shown(queue), queue.Waiting);
        release.Release(10);

        Assert.Equal((8, 8, (4, 0)), (afterABatch, aboveTheThreshold, atTheMost));
    }

    [Fact]
    public async Task The_host_does_not_make_the_queue_and_begins_when_somebody_does()
    {
        var clock = new PushedClock();
        await using var queue = await QueueUnderTest.New();
        await queue.Queue.DeleteAsync();
        queue.Clock = clock;
        queue.Start();
        await clock.WaitedFor(clock.GetUtcNow() + Shortest);
        var made = (await queue.Queue.ExistsAsync()).Value;

        await queue.Queue.CreateAsync();
        await queue.Encoded.SendMessageAsync("first");
        clock.Push(Shortest);
        await queue.Next();

        Assert.False(made);
        Assert.Empty(queue.Log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Storage_that_is_away_is_said_once_and_work_goes_on_when_it_is_back()
    {
        var clock = new PushedClock();
        await using var cable = await StorageCable.To("Queue");
        await using var queue = await QueueUnderTest.New(connection: cable.ConnectionString);
        queue.Clock = clock;
        queue.Settings = queue.Settings with { MaxPollingInterval = Shortest };
        cable.Cut();
        queue.Start();
        for (var look = 0; look < 3; look++)
        {
            await clock.WaitedFor(clock.GetUtcNow() + Shortest);
            clock.Push(Shortest);
        }

        await clock.WaitedFor(clock.GetUtcNow() + Shortest);
        cable.Mend();
        await queue.Encoded.SendMessageAsync("late");
        clock.Push(Shortest);
        await queue.Next();

        Assert.Single(queue.Log.At(LogLevel.Warning));
        Assert.Single(queue.Log.At(LogLevel.Information));
    }

    [Fact]
    public async Task A_message_that_could_not_be_deleted_while_storage_was_away_is_delivered_again()
    {
        var release = new TaskCompletionSource();
        await using var cable = await StorageCable.To("Queue");
        await using var queue = await QueueUnderTest.New(connection: cable.ConnectionString);
        queue.Trigger = queue.Trigger with { Lock = TimeSpan.FromSeconds(2) };
        queue.Run = (_, _) => release.Task;
        await queue.Encoded.SendMessageAsync("kept");
        queue.Start();
        await queue.Next();

        cable.Cut();
        release.SetResult();
        await queue.Log.Said(LogLevel.Warning, "could not be settled");
        cable.Mend();
        var again = await queue.Next();
        await queue.Empty();

        Assert.Equal(2, again.DequeueCount);
    }

    private static async Task<int> Shown(QueueUnderTest queue) => (await queue.Queue.PeekMessagesAsync(32)).Value.Length;
}
