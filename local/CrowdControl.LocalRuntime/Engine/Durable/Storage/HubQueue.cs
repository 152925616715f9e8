using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Receipts;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>
/// One queue of the hub. What this process sends it also takes, so it is sent hidden and handed on at once: the queue makes it survive a crash,
/// and no look at the queue is needed. Looks are for what a process before this one left there.
/// </summary>
internal sealed class HubQueue(QueueClient queue, HubTable table, ReceiptJournal journal, TimeSpan longestPause) : IDisposable
{
    /// <summary>How long a message of a process that died stays hidden where the journal does not know it.</summary>
    public static readonly TimeSpan Hidden = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private readonly Looks _looks = new(longestPause);
    private readonly ConcurrentQueue<ReceivedMessage> _ready = [];
    private readonly ConcurrentDictionary<string, ReceivedMessage> _held = new(StringComparer.Ordinal);

    public string Name => queue.Name;

    public Task Create(CancellationToken cancellation) => queue.CreateIfNotExistsAsync(cancellationToken: cancellation);

    /// <summary>Sends and takes in one request.</summary>
    public async Task SendToSelf(HubMessage message, CancellationToken cancellation)
    {
        var light = await LongBodies.PutAway(message, table, cancellation);
        var sent = (await queue.SendMessageAsync(HubJson.Write(light), Hidden, Forever, cancellation)).Value;
        journal.Holds(queue.Name, sent.MessageId, sent.PopReceipt);
        Ready(sent.MessageId, sent.PopReceipt, message);
        _looks.Signal();
    }

    /// <summary>Sends for whoever looks next.</summary>
    public async Task Send(HubMessage message, CancellationToken cancellation)
    {
        var light = await LongBodies.PutAway(message, table, cancellation);
        await queue.SendMessageAsync(HubJson.Write(light), timeToLive: Forever, cancellationToken: cancellation);
        _looks.Now();
    }

    /// <summary>The next messages; waits where there are none.</summary>
    public async Task<IReadOnlyList<ReceivedMessage>> Receive(int most, CancellationToken cancellation)
    {
        while (true)
        {
            if (_looks.Due()) await Look(cancellation);
            var taken = new List<ReceivedMessage>();
            while (taken.Count < most && _ready.TryDequeue(out var next)) taken.Add(next);
            if (taken.Count > 0) return await Whole(taken, cancellation);
            await _looks.Wait(cancellation);
        }
    }

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
        _looks.Now();
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

    public void Forget(ReceivedMessage message)
    {
        _held.TryRemove(message.QueueId, out _);
        journal.Done(queue.Name, message.QueueId);
    }

    public void Dispose() => _looks.Dispose();

    private async Task Look(CancellationToken cancellation)
    {
        var batch = (await queue.ReceiveMessagesAsync(32, Hidden, cancellation)).Value;
        _looks.Found(batch.Length);
        JsonException? unreadable = null;
        foreach (var raw in batch)
            try
            {
                journal.Holds(queue.Name, raw.MessageId, raw.PopReceipt);
                if (_held.TryGetValue(raw.MessageId, out var known)) known.Receipt = raw.PopReceipt;
                else Ready(raw.MessageId, raw.PopReceipt, HubJson.Read<HubMessage>(raw.MessageText));
            }
            catch (JsonException fault)
            {
                unreadable = fault;
            }

        if (unreadable is not null)
            throw new InvalidDataException($"The queue {queue.Name} holds a message that is not of this task hub.", unreadable);
    }

    private void Ready(string id, string receipt, HubMessage message) =>
        _ready.Enqueue(_held[id] = new ReceivedMessage(this, id, receipt, message));

    private async Task Renew(ReceivedMessage held, CancellationToken cancellation)
    {
        try
        {
            var renewed = await queue.UpdateMessageAsync(
                held.QueueId, held.Receipt, visibilityTimeout: Hidden, cancellationToken: cancellation);
            held.Receipt = renewed.Value.PopReceipt;
            if (_held.ContainsKey(held.QueueId)) journal.Holds(queue.Name, held.QueueId, held.Receipt);
        }
        catch (RequestFailedException)
        {
            // Storage is away or the message moved on: it shows again, and a second delivery is seen as one.
        }
    }

    /// <summary>All of them whole, or none taken: storage may be away.</summary>
    private async Task<IReadOnlyList<ReceivedMessage>> Whole(List<ReceivedMessage> taken, CancellationToken cancellation)
    {
        try
        {
            foreach (var one in taken) one.Message = await LongBodies.Fetch(one.Message, table, cancellation);
            return taken;
        }
        catch
        {
            taken.ForEach(_ready.Enqueue);
            throw;
        }
    }
}
