using System.Globalization;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Replay;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>The messages that follow from an episode, each named after the step it comes from.</summary>
internal static class Outbox
{
    public static IEnumerable<HubMessage> For(
        InstanceState state, IReadOnlyList<HistoryEvent> history, Episode episode, DateTimeOffset now)
    {
        foreach (var planned in episode.Steps)
            if (Step(state, planned, now) is { } message)
                yield return message;
        if (episode.Ending is Ending.Terminated { Recursive: true } end)
            foreach (var child in Intake.Open(history).Values.OfType<SubOrchestrationCreated>())
                yield return new(
                    Id(state, child.Id, "end"), child.Instance, null, now, new ExecutionTerminated(end.Output, Recursive: true));
        if (state.Parent is { } parent && Answer(parent, episode.Ending) is { } answer)
            yield return new(Id(state, parent.Step, "answer"), parent.Instance, parent.Execution, now, answer);
    }

    /// <summary>Says to the parent that its child never started.</summary>
    public static HubMessage Refuse(HubMessage start, ParentCall parent, string why, DateTimeOffset now) => new(
        start.Id + ".refused",
        parent.Instance,
        parent.Execution,
        now,
        new SubOrchestrationFailed(parent.Step, new(typeof(InvalidOperationException).FullName!, why, null, null, null), Final: true));

    private static HubMessage? Step(InstanceState state, PlannedStep planned, DateTimeOffset now) => planned.Event switch
    {
        TaskScheduled task => new(
            Id(state, task.Id, "run"), state.Instance, state.Execution, now, Activity: new(task.Id, task.Name, planned.Payload), IsActivity: true),
        SubOrchestrationCreated child => new(
            Id(state, child.Id, "start"), child.Instance, null, now,
            new ExecutionStarted(child.Name, planned.Payload, new(state.Name, state.Instance, state.Execution, child.Id))),
        EventSent sent => new(
            Id(state, sent.Id, "event"), sent.Instance, null, now, new EventRaised(sent.Name, planned.Payload)),
        _ => null,
    };

    private static HistoryEvent? Answer(ParentCall parent, Ending? ending) => ending switch
    {
        Ending.Completed done => new SubOrchestrationCompleted(parent.Step, done.Output),
        Ending.Failed failed => new SubOrchestrationFailed(parent.Step, failed.Failure, Final: false),
        Ending.Stopped stopped => new SubOrchestrationFailed(parent.Step, stopped.Failure, Final: true),
        Ending.Terminated => new SubOrchestrationFailed(parent.Step, Terminated, Final: false),
        _ => null,
    };

    private static TaskFailureDetails Terminated =>
        new(typeof(OperationCanceledException).FullName!, "The sub-orchestration was terminated.", null, null, null);

    private static string Id(InstanceState state, int step, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{state.Execution}.{step}.{what}");
}
