using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>The log's signed checkpoints on storage. Whatever is read is verified.</summary>
internal sealed class CheckpointShelf(ILogStore store, LogSettings settings)
{
    private readonly LogPaths _paths = settings.Paths;

    /// <summary>The newest: the live one, or where that is missing the last of the numbered ones.</summary>
    public async Task<SignedCheckpoint?> Newest(CancellationToken cancellation)
    {
        if (await store.Get(LogArea.Live, _paths.Live, cancellation) is { } live) return Read(_paths.Live, live);
        string? last = null;
        await foreach (var name in store.List(LogArea.Anchors, _paths.Checkpoints, cancellation)) last = name;
        return last is not null && await store.Get(LogArea.Anchors, last, cancellation) is { } stored ? Read(last, stored with { Tag = "" }) : null;
    }

    /// <summary>The numbered one of this size.</summary>
    public async Task<SignedCheckpoint?> Of(long size, CancellationToken cancellation) =>
        await store.Get(LogArea.Anchors, _paths.Checkpoint(size), cancellation) is { } stored ? Read(_paths.Checkpoint(size), stored) : null;

    /// <summary>Stores a checkpoint under its number.</summary>
    /// <returns>The one that stands there: this, or one that says the same under another signature.</returns>
    /// <exception cref="LogStopped">One stands there that says something else: both are kept.</exception>
    public async Task<SignedNote> Number(SignedNote note, long size, CancellationToken cancellation)
    {
        var name = _paths.Checkpoint(size);
        if (await CreatedOnce.Create(store, LogArea.Anchors, name, note.ToBytes(), cancellation) is not { } there) return note;
        var other = Read(name, new StoredObject(there, ""));
        return other.Note.Text == note.Text
            ? other.Note
            : throw new LogStopped(LogStop.Fork, $"{name} says {other.Checkpoint.Root} where the journal says {Checkpoint.Parse(note.Text).Root}.");
    }

    /// <summary>Makes the checkpoint the live one, unless a newer one is, or one of the same size with as many signatures.</summary>
    public async Task Show(SignedNote note, CancellationToken cancellation)
    {
        var (mine, tries) = (Checkpoint.Parse(note.Text), 0);
        while (true)
        {
            try
            {
                var live = await store.Get(LogArea.Live, _paths.Live, cancellation);
                if (live is not null && Read(_paths.Live, live) is var shown && shown.Checkpoint.Size >= mine.Size)
                {
                    if (shown.Checkpoint.Size > mine.Size) return;
                    if (shown.Checkpoint.Root != mine.Root)
                        throw new LogStopped(LogStop.Fork, $"{_paths.Live} and {_paths.Checkpoint((long)mine.Size)} say different roots for one size.");
                    if (shown.Note.Signatures.Count >= note.Signatures.Count) return;
                }
                if (await store.Replace(_paths.Live, note.ToBytes(), live?.Tag, cancellation)) return;
            }
            catch (Exception unknown) when (++tries < 4 && unknown is not LogStopped && !cancellation.IsCancellationRequested)
            {
                // What is there now decides whether to write again.
            }
        }
    }

    private SignedCheckpoint Read(string name, StoredObject stored)
    {
        try
        {
            var note = SignedNote.Parse(stored.Bytes.Span);
            note.Verify(settings.Signers().Select(signer => signer.Key).Concat(settings.FormerKeys()).DistinctBy(key => key.ToString(), StringComparer.Ordinal));
            var checkpoint = Checkpoint.Parse(note.Text);
            if (checkpoint.Origin != settings.Origin) throw new FormatException($"It is of {checkpoint.Origin}.");
            return new SignedCheckpoint(note, checkpoint);
        }
        catch (FormatException broken)
        {
            throw new LogStopped(LogStop.Corrupt, $"{name} is no checkpoint of {settings.Origin}: {broken.Message}");
        }
    }
}

internal sealed record SignedCheckpoint(SignedNote Note, Checkpoint Checkpoint)
{
    public long Size => (long)Checkpoint.Size;
}
