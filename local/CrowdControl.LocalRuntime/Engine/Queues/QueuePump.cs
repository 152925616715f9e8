using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CrowdControl.LocalRuntime.Engine.Receipts;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>Runs one queue function for every message of its queue.</summary>
internal sealed class QueuePump : IAsyncDisposable
{
    /// <summary>How long functions have to end after they were told to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _outOfPatience = new();
    private readonly List<Task> _delivering = [];
    private readonly QueueTrigger _trigger;
    private readonly QueueSettings _settings;
    private readonly QueueServiceClient _queues;
    private readonly QueueClient _queue;
    private readonly ReceiptJournal _journal;
    private readonly Delivery _delivery;
    private readonly PollingDelay _delay;
    private readonly Outage _outage;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private Task _pumping = Task.CompletedTask;
    private bool _exists;

    /// <param name="queues">Its MessageEncoding is none, the default of the package: bodies are decoded here.</param>
    /// <param name="run">Calls the function with a decoded message. What it throws is logged and makes the delivery a failed one.</param>
    /// <exception cref="ArgumentException">A setting is refused; the message names it.</exception>
    public QueuePump(
        QueueTrigger trigger,
        QueueSettings settings,
        QueueServiceClient queues,
        Func<QueueMessage, CancellationToken, Task> run,
        TimeProvider clock,
        ILogger log)
    {
        settings.Check();
        (_trigger, _settings, _queues, _clock, _log) = (trigger, settings, queues, clock, log);
        _queue = queues.GetQueueClient(trigger.Queue);
        _journal = new ReceiptJournal(trigger.JournalPath);
        _delivery = new Delivery(trigger, settings, PoisonQueue.Of(trigger.Queue, queues, log), run, clock, log);
        _delay = new PollingDelay(settings.MaxPollingInterval, Random.Shared);
        _outage = new Outage(log, $"Queue function {trigger.Function}");
    }

    /// <summary>Returns at once; where storage is away, or the queue does not exist yet, the pump waits for it.</summary>
    public void Start() => _pumping = Task.Run(Pump, CancellationToken.None);

    /// <summary>
    /// Takes nothing new and lets running functions end. When the caller's patience is over they are told to, and what still runs then is
    /// left behind: its messages show again.
    /// </summary>
    public async Task Stop(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        await Task.WhenAny(_pumping.WaitAsync(patience));
        if (_pumping.IsCompleted) return;
        await _outOfPatience.CancelAsync();
        await Task.WhenAny(_pumping, Task.Delay(Grace, CancellationToken.None));
        if (!_pumping.IsCompleted)
            _log.LogWarning("Queue function {Function} was still running when the host stopped.", _trigger.Function);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Grace);
        await Stop(patience.Token);
        _journal.Dispose();
    }

    private async Task Pump()
    {
        try
        {
            while (!await Reached(TakeBack)) await Wait();
            while (!_stopping.IsCancellationRequested)
            {
                var received = 0;
                await Reached(async () => received = await Receive());
                if (received == 0) await Wait();
                else await UntilThreshold();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // No more messages are wanted; those that were received are waited for.
        }

        await Task.WhenAll(_delivering);
    }

    private Task Wait() => Task.Delay(_delay.Next(), _clock, _stopping.Token);

    private async Task UntilThreshold()
    {
        _delay.Reset();
        while (_delivering.Count > _settings.Threshold)
            _delivering.Remove(await Task.WhenAny(_delivering).WaitAsync(_stopping.Token));
    }

    /// <summary>False where storage could not be reached.</summary>
    private async Task<bool> Reached(Func<Task> act)
    {
        try
        {
            await act();
            _outage.Over();
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            _exists = false;
            _outage.Seen(fault);
            return false;
        }
    }

    /// <summary>Gives back to the queue what the process before this one had received.</summary>
    private async Task TakeBack()
    {
        foreach (var (queue, id, receipt) in _journal.Left())
        {
            var left = QueuesModelFactory.QueueMessage(id, receipt, BinaryData.FromString(""), 1);
            await new HeldMessage(_queues.GetQueueClient(queue), _journal, left).Release(TimeSpan.Zero);
        }
    }

    /// <summary>As the real host, it does not make the queue: it waits until somebody does.</summary>
    private async Task<int> Receive()
    {
        if (!_exists) _exists = await _queue.ExistsAsync(_stopping.Token);
        if (!_exists) return 0;

        // Not cancelled by stopping: messages of an answer that nobody waits for would stay hidden.
        var batch = await _queue.ReceiveMessagesAsync(_settings.BatchSize, _trigger.Lock, _outOfPatience.Token);
        var held = batch.Value.Select(message => new HeldMessage(_queue, _journal, message)).ToList();
        if (_stopping.IsCancellationRequested) await Task.WhenAll(held.Select(message => message.Release(TimeSpan.Zero)));
        else _delivering.AddRange(held.Select(message => Task.Run(() => _delivery.Deliver(message, _outOfPatience.Token))));
        return held.Count;
    }
}
