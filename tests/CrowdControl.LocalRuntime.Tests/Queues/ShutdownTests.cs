using Azure.Core;
using Azure.Core.Pipeline;
using CrowdControl.LocalRuntime.Engine.Queues;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>How a host leaves its queue: drained by a stop, and taken back by its successor after a kill.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stop_lets_a_running_function_end_and_takes_nothing_new()
    {
        var release = new TaskCompletionSource<bool>();
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { NewBatchThreshold = 0 };
        queue.Run = async (_, cancellation) =>
        {
            await release.Task;
            cancellation.ThrowIfCancellationRequested();
        };
        var pump = queue.Start();
        await queue.Encoded.SendMessageAsync("running");
        var running = await queue.Next();

        var stopping = pump.Stop(CancellationToken.None);
        await queue.Encoded.SendMessageAsync("new");
        release.SetResult(true);
        await stopping;

        var left = (await queue.Queue.ReceiveMessagesAsync(32)).Value;
        Assert.Equal(("new", 1L), (Text(Assert.Single(left).Body), left[0].DequeueCount));
        Assert.NotEqual(running.MessageId, left[0].MessageId);
    }

    [Fact]
    public async Task When_patience_is_over_functions_are_cancelled_and_their_messages_given_back()
    {
        await using var queue = await QueueUnderTest.New();
        queue.Run = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        var pump = queue.Start();
        await queue.Encoded.SendMessageAsync("long");
        await queue.Next();

        await pump.Stop(new CancellationToken(canceled: true));

        Assert.Equal(2, (await queue.Queue.ReceiveMessageAsync()).Value.DequeueCount);
    }

    [Fact]
    public async Task Messages_that_were_received_and_not_started_are_given_back_at_once()
    {
        var answers = new HeldAnswers();
        await using var queue = await QueueUnderTest.New();
        queue.Options.AddPolicy(answers, HttpPipelinePosition.PerCall);
        await queue.Encoded.SendMessageAsync("received");
        var pump = queue.Start();
        await answers.Held;

        var stopping = pump.Stop(CancellationToken.None);
        answers.Release();
        await stopping;

        Assert.Equal(0, queue.Waiting);
        Assert.Equal(2, (await queue.Queue.ReceiveMessageAsync()).Value.DequeueCount);
    }

    [Fact]
    public async Task After_a_kill_the_next_host_takes_back_at_once_what_was_in_hand()
    {
        var journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var killed = new TaskCompletionSource();
        await using var queue = await QueueUnderTest.New();
        queue.Settings = queue.Settings with { NewBatchThreshold = 0 };
        queue.Trigger = queue.Trigger with { JournalPath = journal + ".first", Lock = QueueTrigger.TenMinutes };
        queue.Run = (message, _) => message.DequeueCount == 1 ? killed.Task : Task.CompletedTask;
        await queue.Encoded.SendMessageAsync("in hand");
        queue.Start();
        await queue.Next();

        File.Copy(journal + ".first", journal);
        queue.Trigger = queue.Trigger with { JournalPath = journal };
        queue.Start();
        var again = await queue.Next();
        await queue.Empty();
        killed.SetResult();

        Assert.Equal(("in hand", 2L), (again.Body.ToString(), again.DequeueCount));
        File.Delete(journal + ".first");
    }

    [Fact]
    public void With_a_journal_a_message_is_locked_for_a_shorter_time_since_a_kill_may_come_before_the_journals_line()
    {
        var trigger = new QueueTrigger("Store", "mentions", "receipts");

        Assert.Equal(TimeSpan.FromSeconds(30), trigger.Lock);
    }

    private static string Text(BinaryData base64) => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(base64.ToString()));

    /// <summary>Holds the queue's answer to a receive after the queue has hidden the messages.</summary>
    private sealed class HeldAnswers : HttpPipelinePolicy
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Held => _held.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            var isReceive = message.Request.Method == RequestMethod.Get
                && message.Request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal);
            if (!isReceive) return;
            _held.TrySetResult();
            await _released.Task;
        }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => ProcessNext(message, pipeline);
    }
}
