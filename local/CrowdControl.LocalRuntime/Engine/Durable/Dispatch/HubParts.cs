using System.Collections.Concurrent;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>What the dispatchers of one running hub have in common.</summary>
internal sealed class HubParts(
    HubSettings settings,
    HubTable table,
    HubQueue control,
    HubQueue work,
    DurableFunctions functions,
    DataConverter converter,
    TimeProvider clock,
    ILoggerFactory loggers,
    CancellationToken stopping) : IDisposable
{
    public HubSettings Settings => settings;

    public HubTable Table => table;

    public HubQueue Control => control;

    public HubQueue Work => work;

    public DurableFunctions Functions => functions;

    public DataConverter Converter => converter;

    public TimeProvider Clock => clock;

    public ILoggerFactory Loggers => loggers;

    public ILogger Log { get; } = loggers.CreateLogger("CrowdControl.LocalRuntime.Durable");

    public CancellationToken Stopping => stopping;

    public SemaphoreSlim OrchestratorSlots { get; } = new(settings.MaxConcurrentOrchestrators);

    public ConcurrentDictionary<string, InstanceSession> Sessions { get; } = new(StringComparer.Ordinal);

    public InstanceWatch Watch { get; } = new();

    public InstanceSession Session(string instance) => Sessions.GetOrAdd(instance, id => new(id, this));

    /// <summary>Sends to the queue that it is for; twice where the runtime is rough.</summary>
    public async Task Send(HubMessage message, CancellationToken cancellation)
    {
        var queue = message.Activity is null ? control : work;
        await queue.Send(message, cancellation);
        if (settings.Rough) await queue.Send(message, cancellation);
    }

    public void Dispose() => OrchestratorSlots.Dispose();
}
