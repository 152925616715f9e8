using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.AuditLog.Exporting;

/// <summary>
/// Writes a log into a directory, or a zip of it, as anybody's tools read it: the newest checkpoint, every tile and bundle of its size, the partial ones
/// included (C2SP tlog-tiles), and beside them the journal, the older checkpoints and what parties outside said.
/// </summary>
/// <param name="log">Signs what is not signed yet, and gives the entries at the right edge.</param>
/// <param name="store">The log's storage.</param>
/// <param name="folder">The log's folder there, such as log1.</param>
/// <remarks>Copies what is stored and judges none of it: that is the verifier's. In memory of one bundle and one read of the
/// journal.</remarks>
public sealed class LogExport(SequencedLog log, ILogStore store, string folder)
{
    private readonly LogPaths _paths = new(folder);

    /// <summary>Exports the log as it is now.</summary>
    /// <param name="directory">Made where it is missing; it must be empty.</param>
    /// <param name="cancellation">Gives up; what was written by then is no export.</param>
    /// <returns>What the export is of.</returns>
    /// <exception cref="IOException">The directory holds something, or cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">The log has no entries, and so no checkpoint.</exception>
    public Task<Checkpoint> Write(string directory, CancellationToken cancellation) => Write(new ExportDirectory(directory), cancellation);

    /// <inheritdoc cref="Write(string, CancellationToken)"/>
    /// <param name="target">Takes the files, the checkpoint last.</param>
    public async Task<Checkpoint> Write(IExportTarget target, CancellationToken cancellation)
    {
        if (await log.Size(cancellation) == 0)
            throw new InvalidOperationException("A log without entries has no checkpoint, and cannot be exported.");
        await log.PublishAll(cancellation);
        var live = await store.Get(LogArea.Live, _paths.Live, cancellation)
            ?? throw new LogStopped(LogStop.Rollback, "The signed checkpoint is gone.");
        var newest = Checkpoint.Parse(SignedNote.Parse(live.Bytes.Span).Text);

        await new TileExport(log, store, _paths).Write(target, (long)newest.Size, cancellation);
        await Journal(target, (long)newest.Size, cancellation);
        await Anchors(target, newest.Size, cancellation);
        // Last, so that an export that was broken off is none.
        await target.Write(ExportName.Checkpoint, live.Bytes, cancellation);
        return newest;
    }

    /// <summary>Frames up to the checkpoint's size; it was signed between two of them.</summary>
    private async Task Journal(IExportTarget target, long size, CancellationToken cancellation)
    {
        var reader = new JournalReader(store);
        await foreach (var segment in store.List(LogArea.Journal, _paths.Segments, cancellation))
        {
            if (LogPaths.FirstOf(segment) >= size) continue;
            await using var file = await target.Open(ExportName.Segment((ulong)LogPaths.FirstOf(segment)), cancellation);
            for (var position = 0L; await reader.Read(segment, position, cancellation) is { } slice; position = slice.Next)
            {
                foreach (var frame in slice.Frames.TakeWhile(frame => frame.Header.First < size)) await file.WriteAsync(frame.Bytes, cancellation);
                if (slice.Wrong is { } wrong) throw new LogStopped(LogStop.Corrupt, $"{segment}: {wrong}");
                if (!slice.More || slice.Frames.Any(frame => frame.Header.First >= size)) break;
            }
        }
    }

    /// <summary>Earlier checkpoints, cosignatures, time stamps, receipts, seals and attestations, each as it is stored.</summary>
    private async Task Anchors(IExportTarget target, ulong size, CancellationToken cancellation)
    {
        await foreach (var name in store.List(LogArea.Anchors, $"{folder}/", cancellation))
        {
            var exported = name[(folder.Length + 1)..];
            // Signed while this was being written: the next export has it.
            if (ExportName.Parse(exported) is not { } known || known.Number > size) continue;
            if (await store.Get(LogArea.Anchors, name, cancellation) is { } stored) await target.Write(exported, stored.Bytes, cancellation);
        }
    }
}
