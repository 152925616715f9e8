using Azure.Storage.Queues;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>The front for whoever finds mentions: what is put here is matched, triaged and stored, once however often it is put.</summary>
public sealed class MentionQueue(StorageClients storage)
{
    public const string Name = "mentions";
    private readonly QueueClient _queue = storage.Queue(Name);
    private int _made;

    /// <summary>How many go into one message at most.</summary>
    public static int Most => MentionBatch.Most;

    /// <summary>Returns once all of them are on the queue; an exception means that some may be and some may not.</summary>
    public async Task Send(TenantId tenant, IReadOnlyList<Mention> mentions, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _made) == 0)
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellation);
            Volatile.Write(ref _made, 1);
        }

        foreach (var message in new MentionBatch(tenant, mentions).Pack()) await _queue.SendMessageAsync(message, cancellation);
    }
}
