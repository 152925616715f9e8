using System.Collections.Concurrent;

namespace CrowdControl.LocalRuntime.Engine.Durable.Dispatch;

/// <summary>Tells who waits for an orchestration that it changed, so that they look again at once.</summary>
internal sealed class InstanceWatch
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Take it before looking: it completes with the next change after that.</summary>
    public Task NextChange(string instance) =>
        _waiting.GetOrAdd(instance, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string instance)
    {
        if (_waiting.TryRemove(instance, out var waiting)) waiting.SetResult();
    }
}
