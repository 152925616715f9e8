namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>A message that the hub has taken from its queue and not yet done with.</summary>
internal sealed class ReceivedMessage(HubQueue queue, string queueId, string receipt, HubMessage message)
{
    public string QueueId => queueId;

    public HubMessage Message { get; set; } = message;

    /// <summary>What the queue asks for to delete it; a renewal or a second delivery brings a new one.</summary>
    public string Receipt { get; set; } = receipt;

    public Task Delete(CancellationToken cancellation) => queue.Delete(this, cancellation);
}
