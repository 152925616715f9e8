namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>
/// The one thread that an orchestrator may run on, for one episode. What continues anywhere else was not woken by the context:
/// the orchestrator awaited something of its own, which no replay can repeat.
/// </summary>
internal sealed class OrchestratorThread(Action strayed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> _posted = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _over;

    /// <summary>Something continued elsewhere while the episode ran.</summary>
    public bool Strayed { get; private set; }

    public bool IsCurrent => !_over && Environment.CurrentManagedThreadId == _thread;

    public void Run(Action work)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work();
        }
        finally
        {
            _over = true;
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what has been posted, until nothing is left.</summary>
    public void Drain()
    {
        while (_posted.TryDequeue(out var next)) next.Call(next.State);
    }

    public void Stray()
    {
        Strayed = true;
        if (_over) strayed();
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent) _posted.Enqueue((d, state));
        else Stray();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator's thread takes no calls from outside.");

    public override SynchronizationContext CreateCopy() => this;
}
