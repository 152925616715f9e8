using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>What <c>[DurableClient]</c> gives.</summary>
internal sealed class HubClient(HubParts hub, HubStorage storage) : DurableTaskClient(hub.Settings.Name)
{
    /// <summary>Changes are told at once; the look is for what another client changed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly InstanceQuery _query = new(hub, storage);
    private readonly Teller _tell = new(hub, storage);

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
        var taken = InstanceIds.Taken(options?.DedupeStatuses, hub.Settings);
        InstanceState? born;
        do
            born = await hub.Table.Insert(state, cancellation) ?? await Replaced(state, taken, cancellation);
        while (born is null);
        hub.Session(born.Instance).Post(new Arrival(null, null, hub.Settings.Rough ? null : born));
        return born.Instance;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new EventRaised(eventName, hub.Converter.Serialize(eventPayload));
        return _tell.Send(instanceId, raised, state => !state.Finished, Refused.NotRunning, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = new ExecutionTerminated(hub.Converter.Serialize(options?.Output), options?.Recursive ?? false);
        return _tell.Send(instanceId, end, state => !state.Finished, state => Refused.Cannot("terminate", state), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _tell.Send(
            instanceId, new ExecutionSuspended(reason), state => !state.Finished, state => Refused.Cannot("suspend", state), cancellation);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return _tell.Send(
            instanceId,
            new ExecutionResumed(reason),
            state => state.Status == OrchestrationRuntimeStatus.Suspended,
            state => Refused.Cannot("resume", state),
            cancellation);
    }

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
        if (filter.Timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(
                nameof(filter), filter.Timeout, "PurgeInstancesFilter.Timeout must be a positive TimeSpan.");
        return _query.Purge(filter, options?.Recursive ?? false, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <returns>Null where the row changed meanwhile: look again.</returns>
    private async Task<InstanceState?> Replaced(
        InstanceState state, IReadOnlySet<OrchestrationRuntimeStatus> taken, CancellationToken cancellation)
    {
        if (await hub.Table.Find(state.Instance, cancellation) is not { } existing) return null;
        if (existing.Execution == state.Execution) return existing; // Our own, though the answer that said so was lost.
        if (taken.Contains(existing.Status)) throw new InstanceExistsException(state.Instance);
        return await hub.Table.Replace(state with { Generation = existing.Generation + 1 }, existing.Tag!.Value, cancellation);
    }

    private async Task<OrchestrationMetadata> WaitUntil(
        string instance, Func<OrchestrationMetadata, bool> there, bool whole, CancellationToken cancellation)
    {
        while (true)
        {
            var change = hub.Watch.NextChange(instance);
            if (await GetInstanceAsync(instance, whole, cancellation) is { } state && there(state)) return state;
            await Task.WhenAny(change, Task.Delay(Patience, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
