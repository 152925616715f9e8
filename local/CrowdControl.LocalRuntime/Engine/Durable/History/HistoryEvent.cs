using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.History;

/// <summary>One thing that happened to an orchestration; replaying all of them in order rebuilds it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(EpisodeBegan), "began")]
[JsonDerivedType(typeof(ExecutionStarted), "started")]
[JsonDerivedType(typeof(TaskScheduled), "task")]
[JsonDerivedType(typeof(TaskCompleted), "task-done")]
[JsonDerivedType(typeof(TaskFailed), "task-failed")]
[JsonDerivedType(typeof(TimerCreated), "timer")]
[JsonDerivedType(typeof(TimerFired), "timer-fired")]
[JsonDerivedType(typeof(SubOrchestrationCreated), "sub")]
[JsonDerivedType(typeof(SubOrchestrationCompleted), "sub-done")]
[JsonDerivedType(typeof(SubOrchestrationFailed), "sub-failed")]
[JsonDerivedType(typeof(EventSent), "sent")]
[JsonDerivedType(typeof(EventRaised), "raised")]
[JsonDerivedType(typeof(ExecutionSuspended), "suspended")]
[JsonDerivedType(typeof(ExecutionResumed), "resumed")]
[JsonDerivedType(typeof(ExecutionTerminated), "terminated")]
[JsonDerivedType(typeof(ExecutionBroken), "broken")]
internal abstract record HistoryEvent
{
    /// <summary>The id of the message that brought it, so that a second delivery is known as such.</summary>
    public string? Message { get; init; }
}

/// <summary>The orchestrator was woken; its clock stands at this instant until the next time.</summary>
internal sealed record EpisodeBegan(DateTime At) : HistoryEvent;

internal sealed record ExecutionStarted(string Name, string? Input, ParentCall? Parent) : HistoryEvent
{
    /// <summary>Messages that the execution before this one has already taken in.</summary>
    public IReadOnlyList<string>? Seen { get; init; }
}

internal sealed record TaskScheduled(int Id, string Name) : HistoryEvent, IStep
{
    string IStep.Kind => "activity";
}

internal sealed record TaskCompleted(int Id, string? Result) : HistoryEvent, IOutcome;

/// <param name="Final">No retry can help: there is no such activity.</param>
internal sealed record TaskFailed(int Id, TaskFailureDetails Failure, bool Final) : HistoryEvent, IOutcome;

internal sealed record TimerCreated(int Id, DateTime FireAt) : HistoryEvent, IStep
{
    string IStep.Kind => "timer";

    string IStep.Name => "";
}

internal sealed record TimerFired(int Id) : HistoryEvent, IOutcome;

internal sealed record SubOrchestrationCreated(int Id, string Name, string Instance) : HistoryEvent, IStep
{
    string IStep.Kind => "sub-orchestration";
}

internal sealed record SubOrchestrationCompleted(int Id, string? Result) : HistoryEvent, IOutcome;

internal sealed record SubOrchestrationFailed(int Id, TaskFailureDetails Failure, bool Final) : HistoryEvent, IOutcome;

internal sealed record EventSent(int Id, string Name, string Instance) : HistoryEvent, IStep
{
    string IStep.Kind => "send event";
}

internal sealed record EventRaised(string Name, string? Input) : HistoryEvent;

internal sealed record ExecutionSuspended(string? Reason) : HistoryEvent;

internal sealed record ExecutionResumed(string? Reason) : HistoryEvent;

internal sealed record ExecutionTerminated(string? Output, bool Recursive) : HistoryEvent;

/// <summary>The orchestrator was seen to go on without the engine: it awaited what is not the context's.</summary>
internal sealed record ExecutionBroken(string Why) : HistoryEvent;

/// <summary>What an orchestrator asked for; its number is its place in the order of asking.</summary>
internal interface IStep
{
    int Id { get; }

    string Kind { get; }

    string Name { get; }
}

/// <summary>What came of a step.</summary>
internal interface IOutcome
{
    int Id { get; }
}

/// <summary>The step of the orchestration that called this one.</summary>
internal sealed record ParentCall(string Name, string Instance, string Execution, int Step);
