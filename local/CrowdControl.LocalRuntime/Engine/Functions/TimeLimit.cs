namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>Cancels a run when its caller goes away or its time is over.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource? _alarm;
    private readonly CancellationTokenSource _either;

    public TimeLimit(TimeSpan? limit, TimeProvider clock, CancellationToken caller)
    {
        _alarm = limit is { } length ? new CancellationTokenSource(length, clock) : null;
        _either = _alarm is null
            ? CancellationTokenSource.CreateLinkedTokenSource(caller)
            : CancellationTokenSource.CreateLinkedTokenSource(caller, _alarm.Token);
    }

    public CancellationToken Token => _either.Token;

    public bool Over => _alarm?.IsCancellationRequested ?? false;

    public void Dispose()
    {
        _either.Dispose();
        _alarm?.Dispose();
    }
}
