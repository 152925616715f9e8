using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>One orchestration in this process: takes its mail in turn, and tries again for as long as storage is away.</summary>
internal sealed class InstanceSession(string instance, HubParts hub) : IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly EpisodeRunner _runner = new(instance, hub);
    private List<Arrival> _mail = [];
    private bool _busy;
    private ITimer? _alarm;

    public void Post(Arrival arrival)
    {
        lock (_gate)
        {
            _mail.Add(arrival);
            if (_busy) return;
            _busy = true;
        }

        _ = Task.Run(Work, CancellationToken.None);
    }

    /// <summary>Wakes the orchestration at an instant of the app's clock.</summary>
    public void WakeAt(DateTimeOffset? at)
    {
        _alarm?.Dispose();
        _alarm = null;
        if (at is not { } due) return;
        var wait = due - hub.Clock.GetUtcNow();
        var longest = TimeSpan.FromDays(1);
        _alarm = hub.Clock.CreateTimer(
            _ => Post(Arrival.Alarm),
            null,
            wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait,
            Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _alarm?.Dispose();

    private async Task Work()
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (Take() is { } mail)
            try
            {
                await hub.OrchestratorSlots.WaitAsync(hub.Stopping);
                try
                {
                    await _runner.Run(mail, hub.Stopping);
                }
                finally
                {
                    hub.OrchestratorSlots.Release();
                }

                pause = TimeSpan.FromMilliseconds(200);
                if (_runner.Finished) hub.Sessions.TryRemove(instance, out _);
                WakeAt(_runner.WakeAt);
            }
            catch (OperationCanceledException) when (hub.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                hub.Log.LogWarning(fault, "An orchestration step of {Instance} was not stored and is tried again.", instance);
                _runner.Forget();
                lock (_gate) _mail.InsertRange(0, mail);
                await Task.Delay(pause);
                pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            }
    }

    private List<Arrival>? Take()
    {
        lock (_gate)
        {
            if (_mail.Count == 0)
            {
                _busy = false;
                return null;
            }

            (var mail, _mail) = (_mail, []);
            return mail;
        }
    }
}
