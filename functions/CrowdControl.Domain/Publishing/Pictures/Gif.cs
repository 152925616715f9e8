using System.Buffers.Binary;

namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>GIF87a and GIF89a. The format has no room for camera metadata, so the bytes stay as they are.</summary>
internal static class Gif
{
    private const byte Trailer = 0x3B;

    public static Picture? Read(ReadOnlyMemory<byte> bytes)
    {
        var gif = bytes.Span;
        if (gif.Length < 14 || !(gif.StartsWith("GIF87a"u8) || gif.StartsWith("GIF89a"u8)) || gif[^1] != Trailer) return null;

        return new Picture("image/gif", BinaryPrimitives.ReadUInt16LittleEndian(gif[6..]),
            BinaryPrimitives.ReadUInt16LittleEndian(gif[8..]), bytes);
    }
}
