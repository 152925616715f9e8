using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Witnessing;

/// <summary>What asking a witness needs of the log besides the checkpoint.</summary>
/// <param name="Consistency">The proof from an old size, at least 1, to a greater one.</param>
/// <param name="Size">How many entries the log has now, those included that other instances appended.</param>
public sealed record LogHistory(Func<ulong, ulong, CancellationToken, Task<Digest[]>> Consistency, Func<CancellationToken, Task<ulong>> Size)
{
    /// <summary>Of a log that may still have to be made: it is asked for when a witness is.</summary>
    public static LogHistory Of(Func<SequencedLog> log) => new(
        (from, to, cancellation) => log().Reading.Consistency((long)from, (long)to, cancellation),
        async cancellation => (ulong)await log().Size(cancellation));
}
