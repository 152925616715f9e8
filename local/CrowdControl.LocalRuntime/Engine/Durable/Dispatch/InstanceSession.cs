using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>One orchestration in this process: takes its mail in turn, and tries again for as long as storage is away.</summary>
internal sealed class InstanceSession(string instance, HubParts hub) : IDisposable
{
    /// <summary>Characters of mail that one episode takes in: history is written in one transaction.</summary>
    private const int MostMail = 300_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly EpisodeRunner _runner = new(instance, hub);
    private readonly List<Arrival> _mail = [];
    private bool _busy;
    private ITimer? _alarm;

    /// <summary>How it stands, as far as this process has it in memory.</summary>
    public InstanceState? Known => _runner.Known;

    public void Post(Arrival arrival)
    {
        lock (_gate)
        {
            _mail.Add(arrival);
            if (_busy) return;
            _busy = true;
        }

        hub.Running.Start(Work);
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
        var pause = ShortestPause;
        try
        {
            while (Take() is { } mail)
                if (await Ran(mail))
                {
                    pause = ShortestPause;
                }
                else
                {
                    lock (_gate) _mail.InsertRange(0, mail.Select(one => one with { Born = null }));
                    await Task.Delay(pause, hub.Stopping);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
        }
        catch (OperationCanceledException) when (hub.Stopping.IsCancellationRequested)
        {
            // What was not stored is in the queues still, or in the outbox of the episode before.
        }
    }

    private async Task<bool> Ran(IReadOnlyList<Arrival> mail)
    {
        await hub.OrchestratorSlots.WaitAsync(hub.Stopping);
        try
        {
            await _runner.Run(mail, hub.Stopping);
            if (_runner.Finished) hub.Sessions.TryRemove(instance, out _);
            WakeAt(_runner.WakeAt);
            return true;
        }
        catch (Exception fault) when (!hub.Stopping.IsCancellationRequested)
        {
            hub.Log.LogWarning(fault, "An orchestration step of {Instance} was not stored and is tried again.", instance);
            _runner.Forget();
            return false;
        }
        catch (Exception cut) when (cut is not OperationCanceledException)
        {
            throw new OperationCanceledException("The task hub stopped.", cut, hub.Stopping);
        }
        finally
        {
            hub.OrchestratorSlots.Release();
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

            var (count, length) = (0, 0);
            while (count < _mail.Count && (count == 0 || length + _mail[count].Length <= MostMail)) length += _mail[count++].Length;
            var mail = _mail[..count];
            _mail.RemoveRange(0, count);
            return mail;
        }
    }
}
