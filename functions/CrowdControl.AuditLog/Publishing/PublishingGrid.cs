namespace CrowdControl.AuditLog.Publishing;

/// <summary>Publishes once a grid's step after something was appended, not for each entry.</summary>
internal sealed class PublishingGrid(Func<CancellationToken, Task> publish, TimeSpan step, TimeProvider clock, CancellationToken ending)
{
    /// <summary>However much comes in, no two publications follow each other faster.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();
    private long? _published;
    private Task _running = Task.CompletedTask;
    private CancellationTokenSource? _soon;
    private bool _again;

    /// <summary>Why the last publication failed; null once one succeeds.</summary>
    public Exception? Fault { get; private set; }

    public Task Ended
    {
        get { lock (_one) return _running; }
    }

    /// <summary>Something waits to be published.</summary>
    /// <param name="now">It has become too much to wait for the grid.</param>
    public void Due(bool now)
    {
        lock (_one)
        {
            _again = true;
            if (_running.IsCompleted && !ending.IsCancellationRequested) _running = Task.Run(Run, CancellationToken.None);
            if (now) _soon?.Cancel();
        }
    }

    private async Task Run()
    {
        while (true)
        {
            await Wait();
            if (_published is { } last && Least - clock.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero) await Rest(rest);
            if (ending.IsCancellationRequested) return;
            _published = clock.GetTimestamp();
            lock (_one) _again = false;
            try
            {
                await publish(ending);
                Fault = null;
            }
            catch (Exception fault)
            {
                // Tried again on the grid; until then the product shows it (SequencedLog.PublishingFault).
                Fault = fault;
                lock (_one) _again = true;
            }
            lock (_one)
            {
                if (_again) continue;
                _running = Task.CompletedTask;
                return;
            }
        }
    }

    private async Task Rest(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, clock, ending);
        }
        catch (OperationCanceledException)
        {
            // The log ends.
        }
    }

    private async Task Wait()
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(ending);
        lock (_one) _soon = soon;
        try
        {
            await Task.Delay(step, clock, soon.Token);
        }
        catch (OperationCanceledException)
        {
            // Too much waits, or the log ends.
        }
        lock (_one) _soon = null;
    }
}
