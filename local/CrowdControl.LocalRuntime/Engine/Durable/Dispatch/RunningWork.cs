using System.Collections.Concurrent;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Work that runs by itself, so that whoever stops the hub can wait for its end.</summary>
internal sealed class RunningWork
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public void Start(Func<Task> work)
    {
        var running = Task.Run(work, CancellationToken.None);
        _running[running] = true;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Ends when all has ended, what was started meanwhile included.</summary>
    public async Task Drained()
    {
        while (_running.Keys.ToList() is { Count: > 0 } running)
        {
            await Task.WhenAll(running);
            foreach (var done in running) _running.TryRemove(done, out _);
        }
    }
}
