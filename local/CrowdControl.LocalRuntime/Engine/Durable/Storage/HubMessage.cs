using CrowdControl.LocalRuntime.Engine.Durable.History;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>What travels in the hub's queues.</summary>
/// <param name="Id">Named after what it says, so that sending it twice is seen.</param>
/// <param name="Execution">The execution it is meant for; null for whichever runs.</param>
/// <param name="At">When it was sent, by the app's clock.</param>
/// <param name="Event">For an orchestration: what happened. Null where it was too long and lies in the table.</param>
/// <param name="Activity">For the work-item queue: what to run.</param>
/// <param name="Stored">The body lies in the table, under the message's id.</param>
/// <param name="IsActivity">For the work-item queue, though the body may lie in the table.</param>
internal sealed record HubMessage(
    string Id,
    string Instance,
    string? Execution,
    DateTimeOffset At,
    HistoryEvent? Event = null,
    ActivityCall? Activity = null,
    bool Stored = false,
    bool IsActivity = false);

/// <param name="Step">The number of the orchestrator's step that asked for it.</param>
internal sealed record ActivityCall(int Step, string Name, string? Input);
