using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>What <c>[DurableClient]</c> gives.</summary>
internal sealed class HubClient(HubParts hub, HubStorage storage) : DurableTaskClient(hub.Settings.Name)
{
    private readonly InstanceQuery _query = new(hub, storage);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        if (!hub.Functions.Orchestrators.ContainsKey(orchestratorName.Name))
            throw new ArgumentException(
                $"The function '{orchestratorName}' doesn't exist, is disabled, or is not an orchestrator function.", nameof(orchestratorName));
        var now = hub.Clock.GetUtcNow();
        var state = new InstanceState(
            InstanceIds.Checked(options?.InstanceId ?? Guid.NewGuid().ToString("N")), orchestratorName.Name, Guid.NewGuid().ToString("N"))
        {
            CreatedAt = now,
            UpdatedAt = now,
            Input = hub.Converter.Serialize(input),
            Tags = options?.Tags,
            WakeAt = options?.StartAt,
        };
        await storage.Create(cancellation);
        while (!await hub.Table.Insert(state, cancellation))
            if (await Replaced(state, InstanceIds.Taken(options?.DedupeStatuses, hub.Settings), cancellation) is { } replaced)
            {
                state = replaced;
                break;
            }

        await hub.Send(
            new(state.Execution + ".start", state.Instance, null, now, new ExecutionStarted(state.Name, null, null)), cancellation);
        return state.Instance;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return Tell(instanceId, $"raise event {eventName} for", new EventRaised(eventName, hub.Converter.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Tell(
            instanceId, "terminate",
            new ExecutionTerminated(hub.Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Tell(instanceId, "suspend", new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Tell(instanceId, "resume", new ExecutionResumed(reason), cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        await storage.Create(cancellation);
        return await hub.Table.Find(instanceId, cancellation) is { } state
            ? InstanceQuery.Metadata(state, getInputsAndOutputs, hub.Converter)
            : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        _query.All(filter ?? new OrchestrationQuery());

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitUntil(instanceId, state => state.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitUntil(instanceId, state => state.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        _query.Purge(instanceId, options?.Recursive ?? false, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _query.Purge(filter, options?.Recursive ?? false, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>Null where the row changed meanwhile: look again.</returns>
    private async Task<InstanceState?> Replaced(
        InstanceState state, IReadOnlySet<OrchestrationRuntimeStatus> taken, CancellationToken cancellation)
    {
        if (await hub.Table.Find(state.Instance, cancellation) is not { } existing) return null;
        if (taken.Contains(existing.Status))
            throw new InstanceExistsException($"An Orchestration instance with the status {existing.Status} already exists.");
        var next = state with { Generation = existing.Generation + 1 };
        return await hub.Table.Replace(next, existing.Tag!.Value, cancellation) ? next : null;
    }

    private async Task Tell(string instance, string act, HistoryEvent what, CancellationToken cancellation)
    {
        await storage.Create(cancellation);
        var state = await hub.Table.Find(instance, cancellation)
            ?? throw new ArgumentException($"No instance with ID '{instance}' was found.", nameof(instance));
        if (state.Finished)
            throw new InvalidOperationException(
                $"Cannot {act} orchestration instance {instance} because instance is in {state.Status} state");
        await hub.Send(new(Guid.NewGuid().ToString("N"), instance, null, hub.Clock.GetUtcNow(), what), cancellation);
    }

    private async Task<OrchestrationMetadata> WaitUntil(
        string instance, Func<OrchestrationMetadata, bool> there, bool whole, CancellationToken cancellation)
    {
        while (true)
        {
            var change = hub.Watch.NextChange(instance);
            if (await GetInstanceAsync(instance, whole, cancellation) is { } state && there(state)) return state;
            await Task.WhenAny(change, Task.Delay(TimeSpan.FromSeconds(1), cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
