using CrowdControl.LocalRuntime.Engine.Durable.History;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>What an orchestrator sees: a clock, ids and answers that are the same in every replay.</summary>
internal sealed class ReplayedContext(
    string instance, DataConverter converter, ILoggerFactory loggers, OrchestratorThread thread, StepBook steps, ExternalEvents events)
    : TaskOrchestrationContext
{
    private ExecutionStarted? _started;
    private int _guids;
    private object? _customStatus;

    public override TaskName Name => Started.Name;

    public override string InstanceId => instance;

    public override ParentOrchestrationInstance? Parent =>
        Started.Parent is { } parent ? new(parent.Name, parent.Instance) : null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => Replaying;

    public DateTime Now { get; set; }

    public bool Replaying { get; set; }

    public ExecutionStarted Started
    {
        get => _started ?? throw new InvalidOperationException("The orchestration has not started.");
        set => _started = value;
    }

    /// <summary>Set once the orchestrator has asked to start over.</summary>
    public StartOver? StartsOver { get; private set; }

    public string? CustomStatus => converter.Serialize(_customStatus);

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default
    {
        EnsureOnThread();
        return converter.Deserialize<T>(Started.Input);
    }

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        EnsureOnThread();
        if (input is TaskOptions && options is null)
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}."
                + $" Did you actually mean to provide a {nameof(TaskOptions)} value for the {nameof(options)} parameter?",
                nameof(input));
        return await Retrying.Call(
            this, name, options?.Retry,
            () => Answer<TResult>(id => new TaskScheduled(id, name.Name), converter.Serialize(input)));
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        EnsureOnThread();
        var child = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return await Retrying.Call(
            this, orchestratorName, options?.Retry,
            () => Answer<TResult>(
                id => new SubOrchestrationCreated(id, orchestratorName.Name, child), converter.Serialize(input)));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureOnThread();
        await steps.Plan(id => new TimerCreated(id, fireAt.ToUniversalTime()), null, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureOnThread();
        return events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureOnThread();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        steps.Add(id => new EventSent(id, eventName, instanceId), converter.Serialize(payload));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureOnThread();
        _customStatus = customStatus;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        EnsureOnThread();
        StartsOver = new StartOver(converter.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureOnThread();
        return NamedGuid.Draw(instance, Now, _guids++);
    }

    private async Task<TResult> Answer<TResult>(Func<int, HistoryEvent> step, string? input)
    {
        var answer = await steps.Plan(step, input, CancellationToken.None);
        return converter.Deserialize<TResult>(answer)!;
    }

    private void EnsureOnThread()
    {
        if (thread.IsCurrent) return;
        thread.Stray();
        throw new InvalidOperationException(IllegalAwait.Message);
    }
}

/// <summary>What the next execution begins with.</summary>
internal sealed record StartOver(string? Input, bool KeepEvents);
