using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>Gives one message to the function, and settles it by how the function ended.</summary>
/// <param name="poison">Null where the queue has none.</param>
internal sealed class Delivery(
    QueueTrigger trigger,
    QueueSettings settings,
    PoisonQueue? poison,
    Func<QueueMessage, CancellationToken, Task> run,
    TimeProvider clock,
    ILogger log)
{
    /// <summary>Never throws: a message that could not be settled shows again when its time is up.</summary>
    public async Task Deliver(HeldMessage held, CancellationToken cancellation)
    {
        try
        {
            if (held.Received.DequeueCount > settings.MaxDequeueCount)
                await Refuse(held, "had been delivered too often");
            else if (!MessageBody.TryDecode(held.Received, settings.MessageEncoding, out var message))
                await Refuse(held, $"had a body that is not {settings.MessageEncoding}");
            else if (await Run(held, message, cancellation))
                await held.Delete();
            else if (poison is null)
                await held.Release(QueueTrigger.TenMinutes);
            else if (message.DequeueCount >= settings.MaxDequeueCount)
                await Refuse(held, $"had failed {message.DequeueCount} times");
            else
                await held.Release(settings.VisibilityTimeout);
        }
        catch (Exception fault)
        {
            log.LogWarning(
                fault, "Message {Id} of queue {Queue} could not be settled; it shows again when its time is up.",
                held.Received.MessageId, trigger.Queue);
        }
    }

    /// <summary>Without a poison queue it stays hidden, so that it does not come back at once for ever.</summary>
    private Task Refuse(HeldMessage held, string why) =>
        poison is null ? held.Release(QueueTrigger.TenMinutes) : poison.Move(held, why);

    private async Task<bool> Run(HeldMessage held, QueueMessage message, CancellationToken cancellation)
    {
        using var over = new CancellationTokenSource();
        var hiding = held.KeepHidden(trigger.Lock, clock, over.Token);
        try
        {
            await run(message, cancellation);
            if (trigger.Rough) await run(message, cancellation);
            return true;
        }
        catch (Exception fault)
        {
            log.LogError(
                fault, "Queue function {Function} failed on message {Id}, delivery {Delivery} of at most {Most}.",
                trigger.Function, message.MessageId, message.DequeueCount, settings.MaxDequeueCount);
            return false;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(hiding);
            if (hiding.Exception is { } fault)
                log.LogWarning(fault, "Message {Id} of queue {Queue} was not hidden anew.", message.MessageId, trigger.Queue);
        }
    }
}
