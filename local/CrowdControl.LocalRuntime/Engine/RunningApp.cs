using CrowdControl.LocalRuntime.Engine.Calls;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Http;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>Everything that calls functions, from the lock on the data directory to the last drain.</summary>
internal sealed class RunningApp(
    AppFiles files,
    LocalSettings settings,
    FunctionCatalog catalog,
    HttpFront front,
    TimerCalls timers,
    QueueCalls queues,
    IServiceProvider services) : IHostedService, IDisposable
{
    private RunLock? _lock;
    private TaskHub? _hub;

    public Task StartAsync(CancellationToken cancellationToken) => files.Starting(async () =>
    {
        // Nothing is taken back from a predecessor before it is certain that there is none.
        _lock = RunLock.Take(settings.DataDirectory);
        if (DurableCalls.Needed(catalog)) _hub = services.GetRequiredService<TaskHub>();
        _hub?.Start();
        queues.Start();
        timers.Start();
        await front.Start(cancellationToken);
    });

    /// <summary>What brings work in stops first; the hub last, since running functions may still talk to it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(front.Stop(cancellationToken), timers.Stop(cancellationToken), queues.Stop(cancellationToken));
        if (_hub is not null) await _hub.Stop(cancellationToken);
    }

    public void Dispose() => _lock?.Dispose();
}
