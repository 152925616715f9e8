using Azure;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>One orchestration as its row says it stands.</summary>
internal sealed record InstanceState(string Instance, string Name, string Execution)
{
    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>Rises each time the instance starts over; rows of lower ones are leftovers.</summary>
    public int Generation { get; init; }

    /// <summary>How often it was woken in this generation; each time is one row of history.</summary>
    public int Episodes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    public ParentCall? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>When it wants to be woken next: its start, or the earliest timer that is not cancelled.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The last episode had messages to send; after a crash they are sent again.</summary>
    public bool Owes { get; init; }

    /// <summary>Null while there is no row.</summary>
    public ETag? Tag { get; init; }

    public bool Finished => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
