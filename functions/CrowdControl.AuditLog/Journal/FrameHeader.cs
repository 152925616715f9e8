using System.Buffers.Binary;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Journal;

/// <summary>The 160 bytes before the leaves of one append; integers are big-endian.</summary>
/// <param name="Commit">Counts the log's frames, from 0, across segments.</param>
/// <param name="First">Index of the first leaf.</param>
/// <param name="Count">Leaves, 1 or more.</param>
/// <param name="BodyLength">Bytes of the body: a 16-bit length and a leaf, <paramref name="Count"/> times.</param>
/// <param name="UnixMs">The sequencer's clock, never less than that of the frame before.</param>
/// <param name="Epoch">Raised by one each time that another sequencer goes on.</param>
/// <param name="PreviousFrame">Trailer of the frame before; 32 zero bytes for the log's first.</param>
/// <param name="PreviousRoot">Root of the tree before this frame.</param>
/// <param name="NewRoot">Root of the tree after it.</param>
public readonly record struct FrameHeader(
    long Commit, long First, int Count, int BodyLength, long UnixMs, long Epoch, Digest PreviousFrame, Digest PreviousRoot, Digest NewRoot)
{
    public const int Size = 160;

    private static ReadOnlySpan<byte> Magic => "CCAUDJ01"u8;

    /// <summary>Bytes of the whole frame, header and trailer included.</summary>
    public int FrameLength => Size + BodyLength + Digest.Size;

    /// <param name="to">160 bytes.</param>
    public void Write(Span<byte> to)
    {
        to = to[..Size];
        Magic.CopyTo(to);
        BinaryPrimitives.WriteInt64BigEndian(to[8..], Commit);
        BinaryPrimitives.WriteInt64BigEndian(to[16..], First);
        BinaryPrimitives.WriteInt32BigEndian(to[24..], Count);
        BinaryPrimitives.WriteInt32BigEndian(to[28..], BodyLength);
        BinaryPrimitives.WriteInt64BigEndian(to[32..], UnixMs);
        BinaryPrimitives.WriteInt64BigEndian(to[40..], Epoch);
        PreviousFrame.CopyTo(to[48..]);
        PreviousRoot.CopyTo(to[80..]);
        NewRoot.CopyTo(to[112..]);
        to[144..].Clear();
    }

    /// <exception cref="FormatException">No header of a frame; the message says why.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> from)
    {
        if (from.Length < Size) throw new FormatException($"A frame's header has {Size} bytes, and there are {from.Length}.");
        if (!from.StartsWith(Magic)) throw new FormatException("No frame begins here.");
        if (from[144..Size].ContainsAnyExcept((byte)0)) throw new FormatException("The frame's last 16 bytes of header are not zero.");
        var header = new FrameHeader(
            BinaryPrimitives.ReadInt64BigEndian(from[8..]), BinaryPrimitives.ReadInt64BigEndian(from[16..]),
            BinaryPrimitives.ReadInt32BigEndian(from[24..]), BinaryPrimitives.ReadInt32BigEndian(from[28..]),
            BinaryPrimitives.ReadInt64BigEndian(from[32..]), BinaryPrimitives.ReadInt64BigEndian(from[40..]),
            new Digest(from[48..80]), new Digest(from[80..112]), new Digest(from[112..144]));
        if (header.Commit < 0 || header.First < 0 || header.UnixMs < 0 || header.Epoch < 0)
            throw new FormatException("A number in the frame's header is below zero.");
        // Each leaf takes at least its length and a byte or none; a whole frame fits in one append.
        return header.Count >= 1 && header.BodyLength >= 2L * header.Count && header.BodyLength <= Frame.MaximumSize - Size - Digest.Size
            ? header
            : throw new FormatException($"The frame says {header.Count} leaves in {header.BodyLength} bytes, which cannot be.");
    }
}
