using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>What an orchestrator wants after it was woken once.</summary>
/// <param name="NextTimer">The earliest timer that has not fired and is not cancelled.</param>
/// <param name="Ending">Null while it goes on.</param>
internal sealed record Episode(
    IReadOnlyList<PlannedStep> Steps, string? CustomStatus, bool Suspended, DateTime? NextTimer, Ending? Ending);

/// <summary>How an execution ended.</summary>
internal abstract record Ending
{
    internal sealed record Completed(string? Output) : Ending;

    internal sealed record Failed(TaskFailureDetails Failure) : Ending;

    /// <summary>Failed because its code cannot be replayed: nothing that it asked for last is done.</summary>
    internal sealed record Stopped(TaskFailureDetails Failure) : Ending;

    internal sealed record Terminated(string? Output, bool Recursive) : Ending;

    /// <param name="Kept">Events that nobody had taken yet.</param>
    internal sealed record StartedOver(string? Input, IReadOnlyList<EventRaised> Kept) : Ending;
}
