using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Queues;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>What becomes of a message, by the storage extension's listener: success, failure, poison, encoding.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task A_message_is_given_to_the_function_decoded_and_deleted_when_the_function_succeeds()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Start();

        await queue.Encoded.SendMessageAsync("Grüße");
        var message = await queue.Next();
        await queue.Empty();

        Assert.Equal(("Grüße", 1L), (message.Body.ToString(), message.DequeueCount));
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task With_messageEncoding_none_the_body_is_taken_as_it_is()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { MessageEncoding = QueueMessageEncoding.None };
        queue.Start();

        await queue.Queue.SendMessageAsync("no <base64>");
        var message = await queue.Next();

        Assert.Equal("no <base64>", message.Body.ToString());
    }

    [Fact]
    public async Task A_message_whose_run_fails_is_delivered_again_with_a_higher_count()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Run = (message, _) => message.DequeueCount == 1 ? throw new InvalidDataException("bad day") : Task.CompletedTask;
        queue.Start();

        await queue.Encoded.SendMessageAsync("again");
        var runs = await queue.Next(2);
        await queue.Empty();

        Assert.Equal([1, 2], runs.Select(run => run.DequeueCount));
        Assert.Single(runs.DistinctBy(run => run.MessageId));
        Assert.Contains(
            queue.Log.At(LogLevel.Error),
            line => line.Contains($"Store failed on message {runs[0].MessageId}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_failure_the_message_stays_hidden_for_the_visibilityTimeout()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { VisibilityTimeout = TimeSpan.FromHours(1) };
        queue.Run = (_, _) => throw new InvalidDataException("bad day");
        var pump = queue.Start();
        await queue.Encoded.SendMessageAsync("later");
        var run = await queue.Next();

        await pump.Stop(CancellationToken.None);

        Assert.Equal(1, (await queue.Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Empty((await queue.Queue.ReceiveMessagesAsync()).Value);
        Assert.Equal(0, queue.Waiting);
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => queue.Queue.DeleteMessageAsync(run.MessageId, run.PopReceipt));
    }

    [Fact]
    public async Task After_maxDequeueCount_failures_the_same_body_is_in_the_poison_queue_and_no_longer_in_its_own()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { MaxDequeueCount = 3 };
        queue.Run = (_, _) => throw new InvalidDataException("bad day");
        queue.Start();
        var body = Convert.ToBase64String("never"u8);

        await queue.Queue.SendMessageAsync(body);
        var poison = await QueueUnderTest.Arrived(queue.Poison);
        await queue.Empty();

        Assert.Equal(body, poison.Body.ToString());
        Assert.Equal(3, (await queue.Next(3)).Count);
        Assert.Equal(0, queue.Waiting);
        Assert.Contains(queue.Log.At(LogLevel.Warning), line => line.Contains("-poison", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_was_delivered_too_often_goes_to_the_poison_queue_without_a_run()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { MaxDequeueCount = 1 };
        await queue.Encoded.SendMessageAsync("unlucky");
        var seen = (await queue.Queue.ReceiveMessageAsync()).Value;
        await queue.Queue.UpdateMessageAsync(seen.MessageId, seen.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        queue.Start();

        await QueueUnderTest.Arrived(queue.Poison);

        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task A_body_that_cannot_be_decoded_goes_to_the_poison_queue_as_it_came()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Start();

        await queue.Queue.SendMessageAsync("not base64!");
        var poison = await QueueUnderTest.Arrived(queue.Poison);
        await queue.Empty();

        Assert.Equal("not base64!", poison.Body.ToString());
        Assert.Equal(0, queue.Waiting);
    }

    [Theory]
    [InlineData("-poison")]
    [InlineData("-whose-name-leaves-no-room-for-the-suffix-of-poison")]
    public async Task A_queue_that_can_have_no_poison_queue_keeps_its_failed_messages_hidden(string suffix)
    {
        await using var queue = await QueueUnderTest.New(suffix: suffix);
        queue.Settings = queue.Settings with { MaxDequeueCount = 1 };
        queue.Run = (_, _) => throw new InvalidDataException("bad day");
        var pump = queue.Start();
        await queue.Encoded.SendMessageAsync("stuck");
        await queue.Next();

        await pump.Stop(CancellationToken.None);

        Assert.Equal(1, (await queue.Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Empty((await queue.Queue.ReceiveMessagesAsync()).Value);
    }

    [Fact]
    public async Task A_rough_host_runs_the_function_twice_for_each_message()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Trigger = queue.Trigger with { Rough = true };
        queue.Start();

        await queue.Encoded.SendMessageAsync("twice");
        var runs = await queue.Next(2);
        await queue.Empty();

        Assert.Single(runs.DistinctBy(run => run.MessageId));
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public async Task A_received_message_is_hidden_for_ten_minutes_and_hidden_anew_when_half_of_that_is_over()
    {
        var release = new TaskCompletionSource();
        var clock = new PushedClock();
        await using var queue = await QueueUnderTest.New();
        queue.Clock = clock;
        queue.Run = (_, _) => release.Task;
        await queue.Encoded.SendMessageAsync("long");
        queue.Start();
        var message = await queue.Next();

        var half = clock.GetUtcNow() + QueueTrigger.TenMinutes / 2;
        await clock.WaitedFor(half);
        clock.Push(QueueTrigger.TenMinutes / 2);
        await clock.WaitedFor(half + QueueTrigger.TenMinutes / 2);
        var stale = await Assert.ThrowsAsync<Azure.RequestFailedException>(
            () => queue.Queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero));
        release.SetResult();
        await queue.Empty();

        Assert.InRange(message.NextVisibleOn!.Value - message.InsertedOn!.Value, TimeSpan.FromMinutes(9.9), TimeSpan.FromMinutes(12));
        Assert.Contains(stale.Status, new[] { 400, 404 });
    }
}
