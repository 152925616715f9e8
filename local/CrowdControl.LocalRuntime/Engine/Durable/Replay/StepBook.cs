using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>
/// The steps that an orchestrator asks for, numbered in the order of asking. History is held against them: a replay that asks for other steps
/// than the first run did cannot be trusted and is stopped.
/// </summary>
internal sealed class StepBook
{
    private readonly SortedDictionary<int, PlannedStep> _planned = [];
    private readonly SortedDictionary<int, PlannedStep> _shelved = [];
    private readonly Dictionary<int, Open> _open = [];
    private readonly HashSet<int> _fired = [];
    private int _next;

    /// <summary>Steps asked for that history does not have yet.</summary>
    public IEnumerable<PlannedStep> Planned => _planned.Values;

    public bool HasOpen => _open.Count > 0;

    public PlannedStep? Last { get; private set; }

    public IEnumerable<DateTime> OpenTimers =>
        _open.Where(open => open.Value.FireAt is not null && !_fired.Contains(open.Key)).Select(open => open.Value.FireAt!.Value);

    public Task<string?> Plan(Func<int, HistoryEvent> step, string? payload, CancellationToken cancellation)
    {
        var planned = Add(step, payload);
        var answer = new TaskCompletionSource<string?>();
        var id = planned.Step.Id;
        _open[id] = new Open(answer, (planned.Event as TimerCreated)?.FireAt);
        if (cancellation.CanBeCanceled)
            cancellation.Register(() =>
            {
                if (answer.TrySetCanceled(cancellation)) _open.Remove(id);
            });
        return answer.Task;
    }

    /// <summary>A step that nothing is awaited of.</summary>
    public PlannedStep Add(Func<int, HistoryEvent> step, string? payload) =>
        _planned[_next] = Last = new PlannedStep(step(_next++), payload);

    /// <summary>History has this step: the replay must have asked for the same.</summary>
    public void Match(IStep recorded)
    {
        if (!_planned.TryGetValue(recorded.Id, out var planned))
            throw new NonDeterminismException(
                $"A previous execution of this orchestration scheduled {Says(recorded)}, but the current replay execution hasn't (yet?) "
                + "scheduled this task. Was a change made to the orchestrator code after this instance had already started running?");
        if (planned.Step.Kind != recorded.Kind
            || !string.Equals(planned.Step.Name, recorded.Name, StringComparison.OrdinalIgnoreCase))
            throw new NonDeterminismException(
                $"A previous execution of this orchestration scheduled {Says(recorded)}, but the current orchestration replay instead "
                + $"scheduled {Says(planned.Step)}. Was a change made to the orchestrator code after this instance had already started running?");
        _planned.Remove(recorded.Id);
    }

    /// <summary>The replay is at its end: whatever it asked for beyond history is new code in old runs.</summary>
    public void EnsureAllMatched()
    {
        if (_planned.Count == 0) return;
        throw new NonDeterminismException(
            $"The current orchestration replay scheduled {Says(_planned.First().Value.Step)}, which no previous execution of this orchestration "
            + "did. Was a change made to the orchestrator code after this instance had already started running?");
    }

    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out var open)) open.Answer.TrySetResult(result);
    }

    public void Fail(int id, TaskFailureDetails failure, bool final)
    {
        if (_open.Remove(id, out var open)) open.Answer.TrySetException(new StepFailedException(id, failure, final));
    }

    /// <summary>The timer has fired, though a suspended orchestrator is not told yet.</summary>
    public void NoteFired(int id) => _fired.Add(id);

    public void Shelve()
    {
        foreach (var (id, step) in _planned) _shelved[id] = step;
        _planned.Clear();
    }

    public void Unshelve()
    {
        foreach (var (id, step) in _shelved) _planned[id] = step;
        _shelved.Clear();
    }

    public static string Says(IStep step) =>
        step.Name.Length == 0 ? $"a {step.Kind} as step #{step.Id}" : $"the {step.Kind} '{step.Name}' as step #{step.Id}";

    private sealed record Open(TaskCompletionSource<string?> Answer, DateTime? FireAt);
}

/// <param name="Event">As history will keep it.</param>
/// <param name="Payload">What goes with it and history does not keep.</param>
internal sealed record PlannedStep(HistoryEvent Event, string? Payload)
{
    public IStep Step => (IStep)Event;
}
