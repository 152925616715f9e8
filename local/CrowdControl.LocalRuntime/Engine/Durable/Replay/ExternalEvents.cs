using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>
/// Events from outside, by name, whatever its case. An event that nobody waits for yet is kept; of several waiters the latest is served first,
/// so that one abandoned after a <c>WhenAny</c> does not swallow the next event. (One cancelled last does, as with the real worker.)
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, Stack<IWaiter>> _waiting = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, string? Payload)> _early = [];

    public bool Awaited => _waiting.Values.Any(waiters => waiters.Any(waiter => !waiter.Over));

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (!_waiting.TryGetValue(name, out var waiters)) _waiting[name] = waiters = new();
        if (waiters.TryPeek(out var other) && other.Type != typeof(T))
            throw new ArgumentException(
                "Events with the same name must have the same type argument. Expected"
                + $" {other.Type.FullName} but was requested {typeof(T).FullName}.");

        var waiter = new Waiter<T>();
        waiters.Push(waiter);
        var kept = _early.FindIndex(early => string.Equals(early.Name, name, StringComparison.OrdinalIgnoreCase));
        if (kept >= 0)
        {
            var payload = _early[kept].Payload;
            _early.RemoveAt(kept);
            Raise(name, payload);
        }

        cancellation.Register(() => waiter.Cancel(cancellation));
        return waiter.Task;
    }

    public void Raise(string name, string? payload)
    {
        if (_waiting.TryGetValue(name, out var waiters) && waiters.TryPop(out var waiter)) waiter.Take(converter, payload);
        else _early.Add((name, payload));
    }

    public IReadOnlyList<(string Name, string? Payload)> TakeEarly()
    {
        var early = _early.ToList();
        _early.Clear();
        return early;
    }

    private interface IWaiter
    {
        Type Type { get; }

        bool Over { get; }

        void Take(DataConverter converter, string? payload);
    }

    private sealed class Waiter<T> : TaskCompletionSource<T>, IWaiter
    {
        public Type Type => typeof(T);

        public bool Over => Task.IsCompleted;

        public void Take(DataConverter converter, string? payload) => TrySetResult(converter.Deserialize<T>(payload)!);

        public void Cancel(CancellationToken cancellation) => TrySetCanceled(cancellation);
    }
}
