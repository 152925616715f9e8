using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Receipts;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>One queue of the hub: what is sent wakes the reader at once, what is held stays hidden, what is done is deleted.</summary>
internal sealed class HubQueue(QueueClient queue, HubTable table, ReceiptJournal journal, TimeSpan pollingInterval) : IDisposable
{
    /// <summary>How long a message of a process that died stays hidden where there is no journal.</summary>
    public static readonly TimeSpan Hidden = TimeSpan.FromSeconds(30);

    /// <summary>Longer bodies go to the table; a queue message holds 64 KiB.</summary>
    private const int LongestBody = 20_000;

    private readonly SemaphoreSlim _news = new(0);
    private readonly ConcurrentDictionary<string, ReceivedMessage> _held = new(StringComparer.Ordinal);

    public string Name => queue.Name;

    public Task Create(CancellationToken cancellation) => queue.CreateIfNotExistsAsync(cancellationToken: cancellation);

    public async Task Send(HubMessage message, CancellationToken cancellation)
    {
        var text = HubJson.Write(message);
        if (text.Length > LongestBody)
        {
            await table.Store(message.Instance, message.Id, text, cancellation);
            text = HubJson.Write(message with { Event = null, Activity = null, Stored = true });
        }

        await queue.SendMessageAsync(text, cancellation);
        _news.Release();
    }

    /// <summary>The next messages; waits for news, or for the polling interval, where there are none.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> Receive(int most, CancellationToken cancellation)
    {
        while (true)
        {
            while (await _news.WaitAsync(0, cancellation))
            {
                // One look answers all news that came before it.
            }

            var batch = await queue.ReceiveMessagesAsync(Math.Min(most, 32), Hidden, cancellation);
            var fresh = new List<ReceivedMessage>();
            foreach (var raw in batch.Value)
            {
                journal.Holds(queue.Name, raw.MessageId, raw.PopReceipt);
                if (_held.TryGetValue(raw.MessageId, out var known)) known.Receipt = raw.PopReceipt;
                else fresh.Add(_held[raw.MessageId] = new(raw.MessageId, raw.PopReceipt, await Whole(raw.MessageText, cancellation)));
            }

            if (fresh.Count > 0) return fresh;
            await _news.WaitAsync(pollingInterval, cancellation);
        }
    }

    /// <summary>Looks again soon, though nothing was sent.</summary>
    public void Wake() => _news.Release();

    public async Task Delete(ReceivedMessage done, CancellationToken cancellation)
    {
        try
        {
            await queue.DeleteMessageAsync(done.QueueId, done.Receipt, cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 400)
        {
            // It showed again meanwhile: its second delivery is seen as one and deleted then.
        }

        Forget(done);
    }

    /// <summary>Gives back all that is held: this process is done.</summary>
    public async Task ReleaseAll(CancellationToken cancellation)
    {
        foreach (var held in _held.Values) await Release(held, cancellation);
    }

    /// <summary>Gives it back to the queue at once.</summary>
    public async Task Release(ReceivedMessage left, CancellationToken cancellation)
    {
        await GiveBack(left.QueueId, left.Receipt, cancellation);
        Forget(left);
    }

    /// <summary>Gives back what a process that died had taken.</summary>
    public async Task GiveBack(string queueId, string receipt, CancellationToken cancellation)
    {
        try
        {
            await queue.UpdateMessageAsync(queueId, receipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 400)
        {
            // Deleted, or shown again, since that was noted.
        }
    }

    /// <summary>Keeps hidden what is held, for as long as this runs.</summary>
    public async Task KeepHidden(CancellationToken cancellation)
    {
        using var tick = new PeriodicTimer(Hidden / 3);
        var before = new HashSet<string>(StringComparer.Ordinal);
        while (await tick.WaitForNextTickAsync(cancellation))
        {
            foreach (var held in _held.Values.Where(held => before.Contains(held.QueueId)))
                await Renew(held, cancellation);
            before = [.. _held.Keys];
        }
    }

    public void Dispose() => _news.Dispose();

    private async Task Renew(ReceivedMessage held, CancellationToken cancellation)
    {
        try
        {
            var renewed = await queue.UpdateMessageAsync(
                held.QueueId, held.Receipt, visibilityTimeout: Hidden, cancellationToken: cancellation);
            held.Receipt = renewed.Value.PopReceipt;
            journal.Holds(queue.Name, held.QueueId, held.Receipt);
        }
        catch (RequestFailedException)
        {
            // Storage is away or the message moved on: it shows again, and a second delivery is seen as one.
        }
    }

    private async Task<HubMessage> Whole(string text, CancellationToken cancellation)
    {
        var message = HubJson.Read<HubMessage>(text);
        return message.Stored && await table.Fetch(message.Instance, message.Id, cancellation) is { } body
            ? HubJson.Read<HubMessage>(body)
            : message;
    }

    public void Forget(ReceivedMessage message)
    {
        _held.TryRemove(message.QueueId, out _);
        journal.Done(queue.Name, message.QueueId);
    }
}
