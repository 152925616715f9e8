using System.Buffers.Binary;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Reads entries: those of the last two segments from the journal, older ones from their bundles of 256; from an older segment
/// what no bundle holds yet, as where a log took less than a bundle's worth in on several days.</summary>
internal sealed class EntryReader(ILogStore store, LogPaths paths, Tip tip, Lock commits)
{
    private readonly JournalReader _journal = new(store);

    /// <summary>The entries from an index on that one read gives, at least one.</summary>
    /// <param name="most">No more than these.</param>
    /// <exception cref="LogStopped">What has to be there is not, or is something else.</exception>
    public async Task<IReadOnlyList<StoredLeaf>> Read(long from, int most, CancellationToken cancellation)
    {
        List<FrameAt> frames;
        bool bundled;
        lock (commits) (frames, bundled) = (Frames(from, most), from / TileId.Full < tip.Edge.StoredBundles);
        var leaves = frames.Count > 0 ? await FromJournal(frames, cancellation)
            : bundled ? await FromBundle(from / TileId.Full, cancellation)
            : await FromOlderSegment(from, cancellation);
        return [.. leaves.Where(leaf => leaf.Index >= from && leaf.Index < from + most)];
    }

    /// <summary>All 256 of a full bundle, in order.</summary>
    public async Task<IReadOnlyList<StoredLeaf>> Bundle(long index, CancellationToken cancellation)
    {
        var (first, leaves) = (index * TileId.Full, new List<StoredLeaf>(TileId.Full));
        while (leaves.Count < TileId.Full)
            leaves.AddRange(await Read(first + leaves.Count, TileId.Full - leaves.Count, cancellation));
        return leaves;
    }

    // Frames that stand one after the other in a segment, as many as one read of at most 4 MiB takes.
    private List<FrameAt> Frames(long from, int most)
    {
        var (frames, length) = (new List<FrameAt>(), 0);
        for (var index = from; index < from + most && tip.Recent.Holding(index) is { } frame; index = frame.End)
        {
            length += frame.Length;
            if (frames.Count > 0 && (frame.Segment != frames[0].Segment || length > Frame.MaximumSize)) break;
            frames.Add(frame);
        }
        return frames;
    }

    private async Task<List<StoredLeaf>> FromJournal(List<FrameAt> frames, CancellationToken cancellation)
    {
        var (segment, start, last) = (frames[0].Segment, frames[0].Position, frames[^1]);
        var bytes = await store.ReadSegment(segment, start, (int)(last.Position + last.Length - start), cancellation) ?? ReadOnlyMemory<byte>.Empty;
        var leaves = new List<StoredLeaf>();
        foreach (var at in frames)
        {
            if (Whole(at, bytes, (int)(at.Position - start)) is not { } frame)
                throw new LogStopped(LogStop.Corrupt, $"The entries from {at.First} on are not what {segment} held at {at.Position}.", at.First);
            var index = at.First;
            foreach (var leaf in frame.Leaves()) leaves.Add(new StoredLeaf(index++, leaf));
        }
        return leaves;
    }

    /// <summary>The frames of one read from the one on that holds the entry.</summary>
    private async Task<List<StoredLeaf>> FromOlderSegment(long from, CancellationToken cancellation)
    {
        string? segment = null;
        await foreach (var name in store.List(LogArea.Journal, paths.Segments, cancellation))
            if (LogPaths.FirstOf(name) <= from) segment = name;
        for (var position = 0L; segment is not null && await _journal.Read(segment, position, cancellation) is { } slice; position = slice.Next)
        {
            var leaves = slice.Frames.SkipWhile(frame => frame.Header.First + frame.Header.Count <= from).SelectMany(Leaves).ToList();
            if (leaves.Count > 0) return leaves;
            if (!slice.More) break;
        }
        throw new LogStopped(LogStop.Corrupt, $"The entries from {from} on are neither in a bundle nor in the journal.", from);
    }

    private static IEnumerable<StoredLeaf> Leaves(Frame frame) =>
        frame.Leaves().Select((leaf, place) => new StoredLeaf(frame.Header.First + place, leaf));

    private static Frame? Whole(FrameAt at, ReadOnlyMemory<byte> bytes, int start)
    {
        if (bytes.Length < start + at.Length) return null;
        try
        {
            var frame = Frame.Read(bytes.Slice(start, at.Length));
            return frame is not null && frame.Header.First == at.First && frame.Header.NewRoot == at.NewRoot ? frame : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<List<StoredLeaf>> FromBundle(long bundle, CancellationToken cancellation)
    {
        var name = paths.Bundle(bundle);
        var stored = await store.Get(LogArea.Tiles, name, cancellation);
        if (stored is null) throw new LogStopped(LogStop.Corrupt, $"The entries from {bundle * TileId.Full} on are in no bundle: {name} is missing.", bundle * TileId.Full);
        var (bytes, leaves) = (stored.Bytes, new List<StoredLeaf>(TileId.Full));
        while (bytes.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(bytes.Span) is var length && bytes.Length >= 2 + length)
        {
            leaves.Add(new StoredLeaf(bundle * TileId.Full + leaves.Count, bytes.Slice(2, length)));
            bytes = bytes[(2 + length)..];
        }
        return bytes.Length == 0 && leaves.Count == TileId.Full
            ? leaves
            : throw new LogStopped(LogStop.Corrupt, $"The bundle {name} does not hold {TileId.Full} entries.", bundle * TileId.Full);
    }
}

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Bytes">The leaf.</param>
public readonly record struct StoredLeaf(long Index, ReadOnlyMemory<byte> Bytes);
