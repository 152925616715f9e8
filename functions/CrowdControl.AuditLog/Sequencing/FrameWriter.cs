using System.Buffers;
using System.Buffers.Binary;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Makes the next frame of waiting entries.</summary>
internal sealed class FrameWriter(Tip tip, long unixMs, long epoch)
{
    /// <summary>Once a frame has this many leaves or bytes, what else waits goes into the next.</summary>
    public const int EnoughLeaves = 512, EnoughBytes = 1024 * 1024;

    private readonly FrameChange _change = new(tip);
    private readonly DateTimeOffset _at = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
    private readonly List<ReadOnlyMemory<byte>> _leaves = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _end = FrameHeader.Size;

    public FrameChange Change => _change;

    /// <summary>Index of the frame's first leaf.</summary>
    public long First { get; } = tip.Size;

    /// <summary>The time of the frame and of its leaves.</summary>
    public DateTimeOffset At => _at;

    public bool IsEmpty => _change.Count == 0;

    /// <summary>Whether so many more leaves, however long they are, fit.</summary>
    public bool HasRoom(int leaves) => IsEmpty
        || (_change.Count < EnoughLeaves && _end < EnoughBytes
            && _end + leaves * (2 + Leaves.Leaf.MaximumSize) + Digest.Size <= Frame.MaximumSize);

    /// <summary>So many more entries are about to come.</summary>
    public void Expect(int more) => _change.Expect(more);

    /// <summary>Takes an entry, unless its id is there.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">Its leaf cannot be made, or is not one; the frame stays as it was.</exception>
    public long Add(Entry entry)
    {
        if (!Guid.TryParseExact(entry.Id, "D", out var id)) throw new ArgumentException($"The id of an entry is a UUID of version 7, not {entry.Id}.");
        if (_change.Find(id) is { } known) return known;
        var place = _change.PlaceIn(entry.Stream);
        var leaf = entry.Leaf(place, _at);
        try
        {
            _change.Add(leaf.Span, entry, id, place, unixMs);
        }
        catch (FormatException broken)
        {
            throw new ArgumentException($"The entry {entry.Id} gave bytes that cannot stand in the log: {broken.Message}", broken);
        }
        Reserve(2 + leaf.Length);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_end), (ushort)leaf.Length);
        leaf.Span.CopyTo(_bytes.AsSpan(_end + 2));
        _leaves.Add(leaf);
        _end += 2 + leaf.Length;
        return _change.Next - 1;
    }

    /// <summary>The leaf of an index that this frame holds.</summary>
    public ReadOnlyMemory<byte> LeafAt(long index) => _leaves[(int)(index - First)];

    public Frame Complete() => Frame.Complete(
        new FrameHeader(
            tip.Commits, tip.Size, _change.Count, _end - FrameHeader.Size, unixMs, epoch, tip.Trailer, tip.Root,
            _change.Root(_bytes.AsMemory(FrameHeader.Size, _end - FrameHeader.Size))),
        Reserve(Digest.Size));

    /// <summary>Gives the frame's bytes back for the next one. Never where an append may still be under way: it would send other bytes.</summary>
    public void Recycle() => ArrayPool<byte>.Shared.Return(_bytes);

    private byte[] Reserve(int more)
    {
        if (_end + more <= _bytes.Length) return _bytes;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _end + more));
        _bytes.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        return _bytes = larger;
    }
}
