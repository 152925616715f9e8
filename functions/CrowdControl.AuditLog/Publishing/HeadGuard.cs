using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Moves the noted head forward, never back.</summary>
internal sealed class HeadGuard(IHeadRegister heads)
{
    /// <param name="head">What is to be noted.</param>
    /// <param name="rootAt">The journal's root at a smaller size.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LogStopped">What is noted is not of this log.</exception>
    public async Task Advance(LogHead head, Func<long, Task<Digest>> rootAt, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var noted = await heads.Read(cancellation);
                if (noted is not null && noted.Head.Size > 0 && noted.Head.Size <= head.Size && await rootAt(noted.Head.Size) != noted.Head.Root)
                    throw new LogStopped(LogStop.Fork, $"The noted head says another root for size {noted.Head.Size} than the journal.");
                // Another instance that knows more has checked the same.
                if (noted is not null && noted.Head.Size >= head.Size) return;
                if (await heads.Write(head, noted?.Tag, cancellation)) return;
            }
            catch (Exception unknown) when (tries < 4 && unknown is not LogStopped && !cancellation.IsCancellationRequested)
            {
                // What is there now decides whether to write again.
            }
        }
    }
}
