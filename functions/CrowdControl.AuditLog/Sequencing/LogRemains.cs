using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>What is left of a log that cannot go on.</summary>
public static class LogRemains
{
    /// <summary>The newest signed checkpoint that the journal still bears out: up to there the log holds what was signed.</summary>
    /// <remarks>Reads and hashes every entry of the journal, from the first to where it breaks off, and writes nothing.</remarks>
    /// <returns>Null where the journal bears out none.</returns>
    public static async Task<SignedNote?> LastGood(ILogStore store, LogSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var signed = new HashSet<long>();
        await foreach (var name in store.List(LogArea.Anchors, settings.Paths.Checkpoints, cancellation))
            if (long.TryParse(name.AsSpan()[settings.Paths.Checkpoints.Length..], out var size)) signed.Add(size);

        var roots = new SortedDictionary<long, Digest>();
        var sequencer = new Sequencer(store, settings.Paths, Tip.OfNothing(settings.Paths), new Lock(), clock, _ => Task.CompletedTask)
        {
            Signed = long.MaxValue,
            Taken = (size, root) => { if (signed.Contains(size)) roots[size] = root; },
        };
        try
        {
            await sequencer.CatchUp(cancellation);
        }
        catch (LogStopped)
        {
            // That it breaks off is why this is asked.
        }

        var shelf = new CheckpointShelf(store, settings);
        foreach (var (size, root) in roots.Reverse())
            if (await Read(shelf, size, cancellation) is { } checkpoint && checkpoint.Checkpoint.Root == root) return checkpoint.Note;
        return null;
    }

    private static async Task<SignedCheckpoint?> Read(CheckpointShelf shelf, long size, CancellationToken cancellation)
    {
        try
        {
            return await shelf.Of(size, cancellation);
        }
        catch (LogStopped)
        {
            // It is none of this log's keys; an older one may be.
            return null;
        }
    }
}
