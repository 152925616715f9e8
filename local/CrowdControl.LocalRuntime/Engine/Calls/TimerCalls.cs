using Azure.Storage.Blobs;
using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Engine.Timers;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Calls;

/// <summary>Calls the timer functions.</summary>
internal sealed class TimerCalls(
    FunctionCatalog catalog, FunctionInvoker invoker, AppSettings settings, TimeProvider clock, ILoggerFactory loggers) : IAsyncDisposable
{
    private List<TimerPump> _pumps = [];

    /// <exception cref="StartFailed">A schedule cannot be read.</exception>
    public void Start()
    {
        _pumps = [.. catalog.Of<TimerTriggerAttribute>().Select(one => Pump(one.Function, one.Trigger))];
        foreach (var pump in _pumps) pump.Start();
    }

    public Task Stop(CancellationToken patience) => Task.WhenAll(_pumps.Select(pump => pump.Stop(patience)));

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps) await pump.DisposeAsync();
    }

    private TimerPump Pump(FunctionEntry function, TimerTriggerAttribute trigger)
    {
        var timer = new TimerSettings(function.Name, settings.Resolve(function.Name, trigger.Schedule))
        {
            RunOnStartup = trigger.RunOnStartup,
            UseMonitor = trigger.UseMonitor,
            PredecessorIsDead = true,
        };
        try
        {
            return new TimerPump(
                timer,
                new BlobServiceClient(settings.Connection($"timer function {function.Name}")),
                (tick, cancellation) => invoker.Invoke(function, TriggerValue.Of(Told(tick)) with { CallerLogs = true }, cancellation),
                clock,
                loggers.CreateLogger<TimerPump>());
        }
        catch (ArgumentException refused)
        {
            throw new StartFailed(refused.Message.ReplaceLineEndings(" "));
        }
    }

    private static TimerInfo Told(TimerTick tick) => new()
    {
        IsPastDue = tick.IsPastDue,
        ScheduleStatus = tick.State is not { } state ? null : new ScheduleStatus
        {
            Last = state.Last.UtcDateTime,
            Next = state.Next.UtcDateTime,
            LastUpdated = state.LastUpdated.UtcDateTime,
        },
    };
}
