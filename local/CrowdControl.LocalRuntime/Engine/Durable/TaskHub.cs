using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>Runs the app's orchestrations on one machine. The data directory's lock makes it the only one on its storage.</summary>
internal sealed class TaskHub : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HubStorage _storage;
    private readonly HubParts _parts;
    private readonly ActivityDispatcher _activities;
    private Task _running = Task.CompletedTask;
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
            settings, storage.Table, storage.Control, storage.Work, functions, converter, clock, loggers, _stopping.Token);
        _activities = new ActivityDispatcher(_parts);
        Client = new HubClient(_parts, storage);
    }

    public DurableTaskClient Client { get; }

    /// <summary>Returns at once; where storage is away the hub waits for it.</summary>
    public void Start() => _running = Task.Run(Run, CancellationToken.None);

    /// <summary>Takes nothing new, lets running activities end for as long as the caller allows, and gives back the rest.</summary>
    public async Task Stop(CancellationToken patience)
    {
        if (_stopped) return;
        _stopped = true;
        await _stopping.CancelAsync();
        await _running;
        try
        {
            await _activities.Drained().WaitAsync(patience);
            await _storage.Control.ReleaseAll(patience);
            await _storage.Work.ReleaseAll(patience);
        }
        catch (Exception cut) when (cut is OperationCanceledException or Azure.RequestFailedException)
        {
            _parts.Log.LogWarning(cut, "The task hub was stopped before it could give back its messages; the next start takes them back.");
        }
    }

    /// <summary>Stops as a killed process does: nothing more is stored, sent, deleted or given back.</summary>
    public async Task Drop()
    {
        _stopped = true;
        await _stopping.CancelAsync();
        await _running;
        await _activities.Drained();
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
        _stopping.Dispose();
    }

    private async Task Run()
    {
        await Again("prepare", async () =>
        {
            await _storage.Create(_parts.Stopping);
            await _storage.TakeBack(_parts.Stopping);
            await Resume();
        });
        await Task.WhenAll(
            Again("orchestrations", Orchestrations, forever: true),
            Again("activities", _activities.Pump, forever: true),
            Again("leases", () => _storage.Control.KeepHidden(_parts.Stopping), forever: true),
            Again("leases", () => _storage.Work.KeepHidden(_parts.Stopping), forever: true));
    }

    /// <summary>Orchestrations that wait for their time, that owe messages, or that were created and never announced.</summary>
    private async Task Resume()
    {
        var alive = $" and Status ne '{nameof(OrchestrationRuntimeStatus.Completed)}' and Status ne '{nameof(OrchestrationRuntimeStatus.Failed)}'"
            + $" and Status ne '{nameof(OrchestrationRuntimeStatus.Terminated)}'";
        await foreach (var row in _parts.Table.Query(alive, 1000, _parts.Stopping))
        {
            var state = InstanceRow.Read(row);
            if (state.Owes || (state.Episodes == 0 && state.WakeAt is null)) _parts.Session(state.Instance).Post(Arrival.Alarm);
            else if (state.WakeAt is not null) _parts.Session(state.Instance).WakeAt(state.WakeAt);
        }
    }

    private async Task Orchestrations()
    {
        while (true)
            foreach (var received in await _parts.Control.Receive(32, _parts.Stopping))
                _parts.Session(received.Message.Instance).Post(new Arrival(received));
    }

    private async Task Again(string what, Func<Task> work, bool forever = false)
    {
        while (!_parts.Stopping.IsCancellationRequested)
            try
            {
                await work();
                if (!forever) return;
            }
            catch (OperationCanceledException) when (_parts.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                _parts.Log.LogWarning(fault, "The task hub's {Work} stopped and are started again.", what);
                await Task.Delay(s_pause);
            }
    }
}
