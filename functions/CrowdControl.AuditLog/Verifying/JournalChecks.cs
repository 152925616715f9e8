using System.Buffers.Binary;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds the journal's frames to the entries: the same bytes, each frame built on the one before it, each root right.</summary>
internal sealed class JournalChecks(JournalFrames frames)
{
    private Frame? _frame;
    private Digest _trailer;
    private Digest _root = TreeHash.Empty;
    private long _commits;
    private long _unixMs;
    private long _epoch;
    private int _at;
    private int _left;

    /// <summary>Frames that hold.</summary>
    public long Frames => _commits;

    /// <summary>Takes the next entry.</summary>
    /// <param name="index">Of the entry.</param>
    /// <param name="leaf">As the bundles have it.</param>
    /// <param name="at">Its time.</param>
    /// <param name="after">The tree with it.</param>
    public void Take(ulong index, ReadOnlySpan<byte> leaf, DateTimeOffset at, CompactRange after)
    {
        if (_left == 0) Begin(index);
        var bytes = _frame!.Bytes.Span;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[_at..]);
        if (!bytes.Slice(_at + 2, length).SequenceEqual(leaf))
            throw Wrong(index, $"Entry {index} is another one here than in the bundles: one of both was changed.");
        if (at.ToUnixTimeMilliseconds() != _unixMs)
            throw Wrong(index, $"Entry {index} does not bear the time of the frame it was written with.");
        _at += 2 + length;
        if (--_left > 0) return;
        _root = after.Root();
        if (_frame.Header.NewRoot != _root)
            throw Wrong(index, $"The frame that ends with entry {index} says another root than the entries make.");
    }

    /// <summary>After the last entry of the export.</summary>
    /// <returns>Whether the journal goes on, with entries that the export's checkpoint does not cover.</returns>
    public bool GoesOn(ulong size) => _left > 0 || frames.Read(size) is not null;

    private void Begin(ulong index)
    {
        _frame = frames.Read(index) ?? throw Wrong(index, $"The journal ends before entry {index}.");
        var header = _frame.Header;
        var wrong =
            header.First != (long)index ? $"A frame that begins with entry {index} belongs here, and this one begins with {header.First}."
            : header.Commit != _commits ? $"Frame {_commits} belongs here, and this is frame {header.Commit}."
            : header.PreviousFrame != _trailer ? "The frame was not built on the one before it."
            : header.PreviousRoot != _root ? "The frame does not say the root of the entries before it."
            : header.UnixMs < _unixMs ? "The frame's clock is behind that of the frame before it."
            : header.Epoch < _epoch ? "The frame's epoch is below that of the frame before it."
            : null;
        if (wrong is not null) throw Wrong(index, wrong);
        (_trailer, _unixMs, _epoch) = (_frame.Trailer, header.UnixMs, header.Epoch);
        (_at, _left) = (FrameHeader.Size, header.Count);
        _commits++;
    }

    private Refused Wrong(ulong index, string what) => Refused.At(index, frames.Name, what);
}
