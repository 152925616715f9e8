using CrowdControl.LocalRuntime.Engine.Http;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine;

/// <summary>Everything that calls functions, from the first lock to the last drain.</summary>
internal sealed class RunningApp(AppFiles files, LocalSettings settings, HttpFront front, ILogger<RunningApp> log) : IHostedService, IDisposable
{
    private RunLock? _lock;

    public Task StartAsync(CancellationToken cancellationToken) => files.Starting(async () =>
    {
        _lock = RunLock.Take(settings.DataDirectory);
        await front.Start(cancellationToken);
        log.LogInformation("Listening on {Address}", front.Address);
    });

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await front.Stop(cancellationToken);
    }

    public void Dispose() => _lock?.Dispose();
}
