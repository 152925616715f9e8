using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>Runs the app's orchestrations on one machine. The data directory's lock makes it the only one on its storage.</summary>
internal sealed class TaskHub : IAsyncDisposable
{
    private const string Unsettled =
        $" and (Owes eq true or (Status ne '{nameof(OrchestrationRuntimeStatus.Completed)}'"
        + $" and Status ne '{nameof(OrchestrationRuntimeStatus.Failed)}' and Status ne '{nameof(OrchestrationRuntimeStatus.Terminated)}'))";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HubStorage _storage;
    private readonly HubParts _parts;
    private readonly ActivityDispatcher _activities;
    private Task _pumping = Task.CompletedTask;
    private Task _renewing = Task.CompletedTask;
    private bool _stopped;

    public TaskHub(
        HubSettings settings,
        HubStorage storage,
        DurableFunctions functions,
        DataConverter converter,
        TimeProvider clock,
        ILoggerFactory loggers)
    {
        _storage = storage;
        _parts = new HubParts(
            settings, storage.Table, storage.Control, storage.Work, functions, converter, clock, loggers, _closing.Token, _stopping.Token);
        _activities = new ActivityDispatcher(_parts);
        Client = new HubClient(_parts, storage);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Returns at once; where storage is away the hub waits for it.</summary>
    public void Start()
    {
        _pumping = Task.Run(Pump, CancellationToken.None);
        _renewing = Task.Run(Renew, CancellationToken.None);
    }

    /// <summary>Takes nothing new, lets what runs end for as long as the caller allows, and gives back the rest.</summary>
    public async Task Stop(CancellationToken patience)
    {
        if (_stopped) return;
        _stopped = true;
        try
        {
            await _closing.CancelAsync();
            await _pumping.WaitAsync(patience);
            await _parts.Running.Drained().WaitAsync(patience);
            await _storage.Control.ReleaseAll(patience);
            await _storage.Work.ReleaseAll(patience);
        }
        catch (Exception cut) when (cut is OperationCanceledException or Azure.RequestFailedException)
        {
            _parts.Log.LogWarning(cut, "The task hub was stopped before it could give back its messages; the next start takes them back.");
        }

        await _stopping.CancelAsync();
        await _renewing;
    }

    /// <summary>Stops as a killed process does: nothing more is stored, sent, deleted or given back.</summary>
    public async Task Drop()
    {
        _stopped = true;
        await _stopping.CancelAsync();
        await _closing.CancelAsync();
        await Task.WhenAll(_pumping, _renewing, _parts.Running.Drained());
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Stop(patience.Token);
        foreach (var session in _parts.Sessions.Values) session.Dispose();
        _activities.Dispose();
        _storage.Dispose();
        _parts.Dispose();
        _closing.Dispose();
        _stopping.Dispose();
    }

    private async Task Pump()
    {
        await Again(
            "start",
            async () =>
            {
                await _storage.Create(_parts.Closing);
                await _storage.TakeBack(_parts.Closing);
                await Resume();
            },
            _parts.Closing);
        await Task.WhenAll(
            Again("orchestrations", Orchestrations, _parts.Closing), Again("activities", _activities.Pump, _parts.Closing));
    }

    private Task Renew() => Task.WhenAll(
        Again("leases", () => _storage.Control.KeepHidden(_parts.Stopping), _parts.Stopping),
        Again("leases", () => _storage.Work.KeepHidden(_parts.Stopping), _parts.Stopping));

    /// <summary>Orchestrations that wait for their time, that owe messages, or that were created and never woken.</summary>
    private async Task Resume()
    {
        await foreach (var row in _parts.Table.Query(Unsettled, 1000, _parts.Closing))
        {
            var state = InstanceRow.Read(row);
            if (state.Owes || (state.Episodes == 0 && state.WakeAt is null)) _parts.Session(state.Instance).Post(Arrival.Alarm);
            else if (state.WakeAt is not null) _parts.Session(state.Instance).WakeAt(state.WakeAt);
        }
    }

    private async Task Orchestrations()
    {
        while (true)
            foreach (var received in await _parts.Control.Receive(32, _parts.Closing))
                _parts.Session(received.Message.Instance).Post(new Arrival(received.Message, received));
    }

    /// <summary>Until it ends by itself or is told to, however often storage is away.</summary>
    private async Task Again(string what, Func<Task> work, CancellationToken until)
    {
        while (true)
            try
            {
                await work();
                return;
            }
            catch (Exception) when (until.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _parts.Log.LogWarning(fault, "The task hub's {Work} stopped and are started again.", what);
                await Task.Delay(Pause, CancellationToken.None);
            }
    }
}
