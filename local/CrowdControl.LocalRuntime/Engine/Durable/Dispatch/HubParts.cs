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
    CancellationToken closing,
    CancellationToken stopping) : IDisposable
{
    private const int SideBySide = 8;

    public HubSettings Settings => settings;

    public HubTable Table => table;

    public HubQueue Control => control;

    public HubQueue Work => work;

    public DurableFunctions Functions => functions;

    public DataConverter Converter => converter;

    public TimeProvider Clock => clock;

    public ILoggerFactory Loggers => loggers;

    public ILogger Log { get; } = loggers.CreateLogger("CrowdControl.LocalRuntime.Durable");

    /// <summary>Asked to stop: nothing new is taken, what runs may end.</summary>
    public CancellationToken Closing => closing;

    /// <summary>Nothing more is stored, sent or deleted.</summary>
    public CancellationToken Stopping => stopping;

    /// <summary>The sessions and activities that run now.</summary>
    public RunningWork Running { get; } = new();

    public SemaphoreSlim OrchestratorSlots { get; } = new(settings.MaxConcurrentOrchestrators);

    public ConcurrentDictionary<string, InstanceSession> Sessions { get; } = new(StringComparer.Ordinal);

    public InstanceWatch Watch { get; } = new();

    public InstanceSession Session(string instance) => Sessions.GetOrAdd(instance, id => new(id, this));

    /// <summary>Sends to the queue that it is for; twice where the runtime is rough.</summary>
    public async Task Send(HubMessage message, CancellationToken cancellation)
    {
        var queue = message.IsActivity ? work : control;
        if (settings.Rough) await queue.Send(message, cancellation);
        if (settings.Rough || closing.IsCancellationRequested) await queue.Send(message, cancellation);
        else await queue.SendToSelf(message, cancellation);
    }

    /// <summary>Sends what an episode asks for: activities side by side, the rest in order.</summary>
    public async Task SendAll(IReadOnlyCollection<HubMessage> outbox, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            outbox.Where(message => message.IsActivity),
            new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (message, token) => await Send(message, token));
        foreach (var message in outbox.Where(message => !message.IsActivity)) await Send(message, cancellation);
    }

    public void Dispose() => OrchestratorSlots.Dispose();
}
