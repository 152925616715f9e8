using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Signs what stands in the journal: append, then sign, then the numbered checkpoint, the live one, the head. One caller at a time.</summary>
internal sealed class Publisher(ILogStore store, IHeadRegister heads, LogSettings settings, TileReader tiles)
{
    private readonly CheckpointShelf _shelf = new(store, settings);
    private readonly HeadGuard _guard = new(heads);
    private readonly Turns _turns = new(settings.Lease);

    /// <summary>The newest checkpoint that this instance published or found.</summary>
    public SignedCheckpoint? Last { get; private set; }

    /// <summary>What was signed and noted before, to hold the journal against.</summary>
    public async Task<long> Signed(CancellationToken cancellation)
    {
        Last = await _shelf.Newest(cancellation);
        _noted = (await heads.Read(cancellation))?.Head;
        if (_noted is not null && _noted.LastCheckpoint > (Last?.Size ?? 0)) Last = await _shelf.Of(_noted.LastCheckpoint, cancellation) ?? Last;
        return Math.Max(Last?.Size ?? 0, _noted?.Size ?? 0);
    }

    private LogHead? _noted;

    /// <summary>Holds the journal against what was signed and noted.</summary>
    /// <exception cref="LogStopped">It is shorter, or another one.</exception>
    public async Task Check(LogView view, CancellationToken cancellation)
    {
        if (Last is { } last) await Check(view, last.Size, last.Checkpoint.Root, "The signed checkpoint", cancellation);
        if (_noted is { } noted) await Check(view, noted.Size, noted.Root, "The noted head", cancellation);
    }

    /// <summary>The log ended with this checkpoint, and none is signed after it.</summary>
    /// <exception cref="LogStopped">The journal does not bear it out any more.</exception>
    public Task End(SignedCheckpoint last, LogView view, CancellationToken cancellation)
    {
        Last = last;
        return Check(view, last.Size, last.Checkpoint.Root, "The last checkpoint of this closed log", cancellation);
    }

    /// <summary>A signed checkpoint of the view, or a newer one that another instance published.</summary>
    /// <param name="view">What is published.</param>
    /// <param name="cosign">Whether the witnesses are asked.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LogStopped">The journal contradicts what was signed; nothing is signed.</exception>
    public async Task<SignedCheckpoint> Publish(LogView view, bool cosign, CancellationToken cancellation)
    {
        if (view.Size == 0) throw new InvalidOperationException("A log without entries has no checkpoint.");
        var checkpoint = new Checkpoint(settings.Origin, (ulong)view.Size, view.Root);
        SignedNote note;
        await using (Last?.Size == view.Size ? null : await _turns.Wait(async () => await Covers(view.Size, cancellation), cancellation))
        {
            // Another instance may have signed since: what is signed now must go on from that as well.
            if (await _shelf.Newest(cancellation) is { } newest && newest.Size > (Last?.Size ?? 0)) Last = newest;
            if (Last is { } last && last.Size > view.Size) return last;
            if (Last is { } before) await Check(view, before.Size, before.Checkpoint.Root, "The signed checkpoint", cancellation);
            note = await Signed(checkpoint, view, cancellation);
        }

        if (cosign && settings.Witnesses is { } witnesses) note = await witnesses(note, cancellation);
        await _shelf.Show(note, cancellation);
        await _guard.Advance(
            new LogHead(view.Size, view.Root, view.Place.Segment, view.Place.Position, view.Size, view.Epoch),
            size => tiles.RootAt(size, view, cancellation), cancellation);
        return Last = new SignedCheckpoint(note, checkpoint);
    }

    /// <summary>Whether another instance has signed as much: the live checkpoint says so only once its witnesses were asked.</summary>
    private async Task<bool> Covers(long size, CancellationToken cancellation) =>
        await _shelf.Of(size, cancellation) is not null || (await _shelf.Newest(cancellation) is { } newest && newest.Size >= size);

    /// <summary>The numbered checkpoint of the view: one that stands there, or a new one.</summary>
    private async Task<SignedNote> Signed(Checkpoint checkpoint, LogView view, CancellationToken cancellation)
    {
        if (Last?.Size == view.Size) return await _shelf.Number(Last.Note, view.Size, cancellation);
        if (settings.Lease is not null && await _shelf.Of(view.Size, cancellation) is { } theirs)
        {
            await Check(view, theirs.Size, theirs.Checkpoint.Root, "The signed checkpoint", cancellation);
            return theirs.Note;
        }

        return await _shelf.Number(await CheckpointSigning.Sign(checkpoint, settings.Signers(), cancellation), view.Size, cancellation);
    }

    private async Task Check(LogView view, long size, Tree.Digest root, string who, CancellationToken cancellation)
    {
        if (size > view.Size) throw new LogStopped(LogStop.Rollback, $"{who} covers {size} entries, and the journal holds {view.Size}.");
        if (size > 0 && await tiles.RootAt(size, view, cancellation) is var have && have != root)
            throw new LogStopped(LogStop.Fork, $"{who} says {root} for size {size}, and the journal says {have}.");
    }
}
