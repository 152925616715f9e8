using System.Buffers.Binary;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Journal;

/// <summary>One append as it stands in a segment: header, leaves, and SHA-256 over both, on which the next frame builds.</summary>
/// <remarks>The chain of trailers finds torn writes and splices; what proves anything is the tree.</remarks>
public sealed class Frame
{
    /// <summary>Bytes of a frame at most: one block of an append blob.</summary>
    public const int MaximumSize = 4 * 1024 * 1024;

    private readonly ReadOnlyMemory<byte> _bytes;

    private Frame(FrameHeader header, ReadOnlyMemory<byte> bytes) => (Header, _bytes) = (header, bytes);

    public FrameHeader Header { get; }

    /// <summary>Header, body and trailer.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>SHA-256 over header and body.</summary>
    public Digest Trailer => new(_bytes.Span[^Digest.Size..]);

    /// <summary>A length and a leaf, as often as the header says.</summary>
    public ReadOnlyMemory<byte> Body => _bytes[FrameHeader.Size..^Digest.Size];

    /// <summary>The leaves in order, without a copy.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Leaves() => LeavesOf(Body);

    internal static IEnumerable<ReadOnlyMemory<byte>> LeavesOf(ReadOnlyMemory<byte> body)
    {
        for (var at = 0; at < body.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(body.Span[at..]);
            yield return body.Slice(at + 2, length);
            at += 2 + length;
        }
    }

    /// <summary>Reads the frame that the bytes begin with.</summary>
    /// <returns>Null where they end before it does.</returns>
    /// <exception cref="FormatException">No frame, or one whose hash does not fit.</exception>
    public static Frame? Read(ReadOnlyMemory<byte> from)
    {
        if (from.Length < FrameHeader.Size) return null;
        var header = FrameHeader.Read(from.Span);
        if (from.Length < header.FrameLength) return null;
        var bytes = from[..header.FrameLength];
        if (!Hash(bytes.Span).Bytes.SequenceEqual(bytes.Span[^Digest.Size..])) throw new FormatException("The frame's hash does not fit its bytes.");
        var (at, count) = (FrameHeader.Size, 0);
        for (; at + 2 <= bytes.Length - Digest.Size; count++) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.Span[at..]);
        return at == bytes.Length - Digest.Size && count == header.Count
            ? new Frame(header, bytes)
            : throw new FormatException("The lengths of the frame's leaves do not fill its body.");
    }

    /// <summary>Writes header and trailer around leaves that stand from byte 160 on.</summary>
    /// <param name="header">Says how long the body is.</param>
    /// <param name="bytes">The frame's bytes, with the body in its place.</param>
    internal static Frame Complete(FrameHeader header, Memory<byte> bytes)
    {
        var frame = bytes[..header.FrameLength];
        header.Write(frame.Span);
        Hash(frame.Span).CopyTo(frame.Span[^Digest.Size..]);
        return new Frame(header, frame);
    }

    private static Digest Hash(ReadOnlySpan<byte> frame)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(frame[..^Digest.Size], hash);
        return new Digest(hash);
    }
}
