using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>Runs one timer function by its schedule, on one host at a time.</summary>
internal sealed class TimerPump : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimerSettings _settings;
    private readonly FunctionLock _lock;
    private readonly TimerRounds _rounds;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Outage _outage;
    private Task _running = Task.CompletedTask;

    /// <param name="run">Calls the function. What it throws is logged, and the timer goes on.</param>
    /// <exception cref="ArgumentException">The schedule cannot be read; the message says why.</exception>
    public TimerPump(
        TimerSettings settings,
        BlobServiceClient blobs,
        Func<TimerTick, CancellationToken, Task> run,
        TimeProvider clock,
        ILogger log)
    {
        (_settings, _clock, _log) = (settings, clock, log);
        _outage = new Outage(log, $"Timer function {settings.Function}");
        var schedule = CronSchedule.Parse(settings.Function, settings.Schedule);
        var hosts = blobs.GetBlobContainerClient("azure-webjobs-hosts");
        var isMonitored = settings.UseMonitor && !schedule.IsWithinAMinute(clock.GetUtcNow());
        _lock = new FunctionLock(hosts, settings, clock, log);
        _rounds = new TimerRounds(settings, schedule, isMonitored ? new StatusBlob(hosts, settings) : null, run, clock, log);
    }

    /// <summary>Returns at once; where storage is away the timer waits for it.</summary>
    public void Start() => _running = Task.Run(Run, CancellationToken.None);

    /// <summary>Cancels a run that has begun, waits for it as long as the caller allows, and gives the lock back.</summary>
    public async Task Stop(CancellationToken patience)
    {
        await _stopping.CancelAsync();
        try
        {
            await _running.WaitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            _log.LogWarning("Timer function {Function} was still running when the host stopped.", _settings.Function);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Stop(patience.Token);
    }

    private async Task Run()
    {
        while (!_stopping.IsCancellationRequested)
            try
            {
                var taken = await _lock.TryTake(_stopping.Token);
                _outage.Over();
                if (taken) await RunLocked();
                else await Task.Delay(_settings.LeaseRetry, _clock, _stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _outage.Seen(fault);
                await Task.WhenAny(Task.Delay(Pause, _clock, _stopping.Token));
            }
    }

    /// <summary>Runs the schedule until the host stops or the lock is lost; the lock is kept until the last run is over.</summary>
    private async Task RunLocked()
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using var over = new CancellationTokenSource();
        var keeping = _lock.Keep(over.Token);
        var rounds = _rounds.Run(lost.Token);
        try
        {
            if (await Task.WhenAny(keeping, rounds) == keeping) await lost.CancelAsync();
            await rounds;
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // The lock is lost, or the host stops.
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAny(keeping);
            await _lock.Release(CancellationToken.None);
        }
    }
}
