using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CrowdControl.LocalRuntime.Engine.Receipts;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>A message in hand: its latest receipt, noted in the journal until the message is deleted or given back.</summary>
internal sealed class HeldMessage
{
    private readonly QueueClient _queue;
    private readonly ReceiptJournal _journal;
    private readonly string _id;
    private string _receipt;

    public HeldMessage(QueueClient queue, ReceiptJournal journal, QueueMessage received)
    {
        (_queue, _journal, _id, _receipt) = (queue, journal, received.MessageId, received.PopReceipt);
        journal.Holds(queue.Name, _id, _receipt);
        Received = received;
    }

    /// <summary>As the queue gave it, its body not decoded.</summary>
    public QueueMessage Received { get; }

    /// <summary>Hides it anew when half of its time is over; returns when cancelled, or when it is no longer ours.</summary>
    public async Task KeepHidden(TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        var wait = time / 2;
        while (true)
        {
            await Task.Delay(wait, clock, cancellation);
            try
            {
                // Not cancelled: the queue may have changed the receipt by then, and without it the message cannot be deleted.
                var renewed = await _queue.UpdateMessageAsync(
                    _id, _receipt, visibilityTimeout: time, cancellationToken: CancellationToken.None);
                _receipt = renewed.Value.PopReceipt;
                _journal.Holds(_queue.Name, _id, _receipt);
                wait = time / 2;
            }
            catch (RequestFailedException lost) when (StorageFault.IsLost(lost))
            {
                return;
            }
            catch (Exception away) when (StorageFault.IsAway(away))
            {
                wait = wait / 2 > time / 10 ? wait / 2 : time / 10;
            }
        }
    }

    public Task Delete() => Settle(() => _queue.DeleteMessageAsync(_id, _receipt));

    /// <summary>Gives it back; it shows again after this time.</summary>
    public Task Release(TimeSpan after) => Settle(() => _queue.UpdateMessageAsync(_id, _receipt, visibilityTimeout: after));

    private async Task Settle(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RequestFailedException lost) when (StorageFault.IsLost(lost))
        {
            // Someone else has it now, or it is gone: what becomes of it is not ours to say.
        }

        _journal.Done(_queue.Name, _id);
    }
}
