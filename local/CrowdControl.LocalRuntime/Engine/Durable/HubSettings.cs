namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>What host.json and the settings say about the task hub.</summary>
/// <param name="Name">Names the hub's table and queues.</param>
/// <param name="JournalPath">Where the messages in hand are noted; null for nowhere.</param>
internal sealed record HubSettings(string Name, string? JournalPath = null)
{
    public TimeSpan MaxQueuePollingInterval { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>overridableExistingInstanceStates is AnyState: even a running instance makes way for a new one of its id.</summary>
    public bool AnyStateIsOverridable { get; init; }

    /// <summary>Every message is delivered twice and nothing is remembered between episodes.</summary>
    public bool Rough { get; init; }
}
