using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Reads a log and makes its proofs. Nothing here needs the whole log: a read gives up to some hundred entries, a proof reads one
/// or two tiles for each level of 256.</summary>
public sealed class LogReading
{
    private readonly SequencedLog _log;

    internal LogReading(SequencedLog log) => _log = log;

    /// <summary>Entries from an index on, in order; fewer at the log's end.</summary>
    public async Task<IReadOnlyList<StoredLeaf>> Read(long from, int count, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        var log = await _log.Refresh(from + count, cancellation);
        var (end, leaves) = (Math.Min(from + count, log.Size), new List<StoredLeaf>());
        for (var at = from; at < end; at = from + leaves.Count)
            leaves.AddRange(await _log.Guarded(() => log.Entries.Read(at, (int)(end - at), cancellation)));
        return leaves;
    }

    /// <summary>Entries before an index, newest first.</summary>
    /// <param name="before">Null for the newest of all, which others appended included.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<LeafPage> ReadBack(long? before, int count, CancellationToken cancellation)
    {
        var log = await _log.Refresh(before ?? long.MaxValue, cancellation);
        var end = Math.Clamp(before ?? log.Size, 0, log.Size);
        var from = Math.Max(0, end - count);
        var leaves = await Read(from, (int)(end - from), cancellation);
        return new LeafPage([.. leaves.Reverse()], from == 0 ? null : from);
    }

    /// <summary>One entry; null where there is none.</summary>
    public async Task<StoredLeaf?> Find(long index, CancellationToken cancellation) =>
        (await Read(index, 1, cancellation)) is [var leaf] ? leaf : null;

    /// <summary>An entry with its proof and a signed checkpoint that covers it, checked before it is given out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public async Task<ProvenLeaf> Prove(long index, CancellationToken cancellation)
    {
        var note = await _log.Publish(index, cancellation);
        var checkpoint = Checkpoint.Parse(note.Text);
        var proof = await Inclusion(index, (long)checkpoint.Size, cancellation);
        var leaf = (await Read(index, 1, cancellation))[0];
        try
        {
            InclusionProof.Check((ulong)index, checkpoint.Size, TreeHash.Leaf(leaf.Bytes.Span), proof, checkpoint.Root);
        }
        catch (FormatException wrong)
        {
            throw new Journal.LogStopped(Journal.LogStop.Corrupt, $"Entry {index} is not what was signed: {wrong.Message}");
        }
        return new ProvenLeaf(leaf, new TlogProof((ulong)index, proof, note));
    }

    /// <summary>Hashes as the tree holds them, whatever stands in the entries' place now.</summary>
    /// <param name="level">0 for those of single entries; n for those of 2^n entries each.</param>
    /// <param name="from">The first one's place on its level.</param>
    /// <param name="count">How many; all have to be within the log.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Digest[]> Hashes(int level, long from, int count, CancellationToken cancellation)
    {
        var log = await _log.Refresh((from + count) << level, cancellation);
        return await _log.Guarded(() => log.Tiles.Hashes(level, from, count, log.View(), cancellation));
    }

    /// <summary>The proof that an entry stands in the tree of this size.</summary>
    public async Task<Digest[]> Inclusion(long index, long size, CancellationToken cancellation)
    {
        var log = await _log.Refresh(size, cancellation);
        return await _log.Guarded(() => log.Tiles.Make(InclusionProof.Plan((ulong)index, (ulong)size), log.View(), cancellation));
    }

    /// <summary>The proof that the tree of the old size is the beginning of that of the new size.</summary>
    public async Task<Digest[]> Consistency(long oldSize, long newSize, CancellationToken cancellation)
    {
        var log = await _log.Refresh(newSize, cancellation);
        return await _log.Guarded(() => log.Tiles.Make(ConsistencyProof.Plan((ulong)oldSize, (ulong)newSize), log.View(), cancellation));
    }
}

/// <param name="Leaves">Newest first.</param>
/// <param name="Next">What to read before for the next page; null at the log's beginning.</param>
public sealed record LeafPage(IReadOnlyList<StoredLeaf> Leaves, long? Next);

/// <param name="Leaf">The entry.</param>
/// <param name="Proof">Stands on its own: for a file .tlog-proof.</param>
public sealed record ProvenLeaf(StoredLeaf Leaf, TlogProof Proof);
