using System.Buffers;
using System.Buffers.Binary;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Makes the next frame of waiting entries.</summary>
internal sealed class FrameWriter(Tip tip, long unixMs, long epoch)
{
    /// <summary>Once a frame has this many leaves or bytes, what else waits goes into the next.</summary>
    public const int EnoughLeaves = 512, EnoughBytes = 1024 * 1024;

    private const int UsualLeaf = 400, KeptTogether = 16 * 1024;

    private readonly FrameChange _change = new(tip);
    private readonly DateTimeOffset _at = DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
    private readonly List<int> _starts = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _end = FrameHeader.Size;
    private bool _mayRecycle;
    private Memory<byte> _room;

    public FrameChange Change => _change;

    /// <summary>Index of the frame's first leaf.</summary>
    public long First { get; } = tip.Size;

    /// <summary>The time of the frame and of its leaves.</summary>
    public DateTimeOffset At => _at;

    public bool IsEmpty => _change.Count == 0;

    /// <summary>Whether so many more leaves, however long they are, fit.</summary>
    public bool HasRoom(int leaves) => IsEmpty
        || (_change.Count < EnoughLeaves && _end < EnoughBytes
            && _end + leaves * (2 + Leaf.MaximumSize) + Digest.Size <= Frame.MaximumSize);

    /// <summary>So many more entries are about to come.</summary>
    public void Expect(int more)
    {
        _change.Expect(more);
        Reserve(more * UsualLeaf);
    }

    /// <summary>Takes an entry, unless its id is there.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="ArgumentException">Its leaf cannot be made, or is not one; the frame stays as it was.</exception>
    /// <exception cref="StreamMoved">The stream that must not have grown has; the frame stays as it was.</exception>
    public long Add(Entry entry)
    {
        if (!Guid.TryParseExact(entry.Id, "D", out var id)) throw new ArgumentException($"The id of an entry is a UUID of version 7, not {entry.Id}.");
        if (_change.Find(id) is { } known) return known;
        if (entry.While is { } stand && _change.PlaceIn(stand.Stream).Number != stand.Entries) throw new StreamMoved(stand.Stream);
        var place = _change.PlaceIn(entry.Stream);
        var length = entry.Draft is { } draft ? Write(draft, id, place) : Copy(entry, id, place);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_end), (ushort)length);
        _starts.Add(_end + 2);
        _end += 2 + length;
        return _change.Next - 1;
    }

    /// <summary>The leaf of an index that this frame holds: a copy, which stays.</summary>
    public ReadOnlyMemory<byte> LeafAt(long index)
    {
        var at = (int)(index - First);
        var leaf = _bytes.AsSpan(_starts[at]..(at + 1 < _starts.Count ? _starts[at + 1] - 2 : _end));
        // Several in one array, which is less work than one each; not all, so that who keeps one does not keep the whole frame.
        if (_room.Length < leaf.Length)
            _room = GC.AllocateUninitializedArray<byte>(Math.Max(leaf.Length, Math.Min(KeptTogether, _end - _starts[at])));
        var kept = _room[..leaf.Length];
        leaf.CopyTo(kept.Span);
        _room = _room[leaf.Length..];
        return kept;
    }

    public Frame Complete() => Frame.Complete(
        new FrameHeader(
            tip.Commits, tip.Size, _change.Count, _end - FrameHeader.Size, unixMs, epoch, tip.Trailer, tip.Root,
            _change.Root(_bytes.AsMemory(FrameHeader.Size, _end - FrameHeader.Size))),
        Reserve(Digest.Size));

    /// <summary>The append is over. While one may still be under way, other bytes in the frame's place would be sent.</summary>
    public void MayRecycle() => _mayRecycle = true;

    /// <summary>Gives the frame's bytes back for the next one, where they may be. No leaf of it can be read any more.</summary>
    public void Recycle()
    {
        if (_mayRecycle) ArrayPool<byte>.Shared.Return(_bytes);
    }

    private int Write(LeafDraft draft, Guid id, StreamPlace place)
    {
        Reserve(2 + Leaf.MaximumSize);
        var length = LeafWriter.Write(draft, _at, place, _bytes.AsSpan(_end + 2, Leaf.MaximumSize));
        _change.AddWritten(id, place, closes: draft.Type == "log.closed");
        return length;
    }

    private int Copy(Entry entry, Guid id, StreamPlace place)
    {
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
        leaf.Span.CopyTo(_bytes.AsSpan(_end + 2));
        return leaf.Length;
    }

    private byte[] Reserve(int more)
    {
        if (_end + more <= _bytes.Length) return _bytes;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, _end + more));
        _bytes.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        return _bytes = larger;
    }
}
