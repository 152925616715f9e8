using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>Where messages go that cannot be worked on: a queue of the same name with <c>-poison</c> added.</summary>
internal sealed class PoisonQueue(QueueClient queue, ILogger log)
{
    private const string Suffix = "-poison";
    private const int LongestName = 63;

    /// <summary>Null where the real host has none either: for a queue that is a poison queue itself, or whose name is too long.</summary>
    public static PoisonQueue? Of(string name, QueueServiceClient queues, ILogger log) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length + Suffix.Length > LongestName
            ? null
            : new PoisonQueue(queues.GetQueueClient(name + Suffix), log);

    /// <summary>Copies it there, body unchanged, and then deletes it here: a crash in between leaves it in both.</summary>
    public async Task Move(HeldMessage held, string why)
    {
        await Copy(held.Received);
        await held.Delete();
        log.LogWarning("Message {Id} {Why}; it was moved to queue {Poison}.", held.Received.MessageId, why, queue.Name);
    }

    private async Task Copy(QueueMessage raw)
    {
        try
        {
            await queue.SendMessageAsync(raw.Body);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync(raw.Body);
        }
    }
}
