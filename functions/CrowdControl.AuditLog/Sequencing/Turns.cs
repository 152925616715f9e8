namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Waits for this instance's turn, for a while: one that comes at once with others would do work that is lost to a race.</summary>
/// <param name="lease">Takes the lease if nobody holds it; null where there is none.</param>
internal sealed class Turns(Func<CancellationToken, Task<IAsyncDisposable?>>? lease)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Three seconds. A holder that died keeps the lease for longer; whoever waits for a proof should not wait for that.</summary>
    private const int Looks = 12;

    /// <param name="done">Whether somebody else has done the work meanwhile.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where it did not come to a turn, or need not: the caller goes on without.</returns>
    public async Task<IAsyncDisposable?> Wait(Func<Task<bool>> done, CancellationToken cancellation)
    {
        for (var look = 0; lease is not null && look < Looks; look++)
        {
            try
            {
                if (await lease(cancellation) is { } mine) return mine;
                if (await done()) return null;
            }
            catch (Exception fault) when (fault is not Journal.LogStopped && !cancellation.IsCancellationRequested)
            {
                // Storage does not answer; what the caller does next hears of that, and says so.
                return null;
            }
            await Task.Delay(Look, cancellation);
        }
        return null;
    }
}
