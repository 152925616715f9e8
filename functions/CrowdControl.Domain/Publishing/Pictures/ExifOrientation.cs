using System.Buffers.Binary;

namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>The one piece of EXIF that changes what is seen: how a photograph has to be turned (1 to 8, 1 is upright).</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>The orientation in an APP1 segment, or null where it holds none that makes sense.</summary>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 6 + 8) return null;
        var tiff = segment[6..];
        var little = tiff.StartsWith("II"u8);
        var directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2) return null;

        var entries = Short(tiff[(int)directory..], little);
        for (var entry = 0; entry < entries; entry++)
        {
            var at = (int)directory + 2 + entry * 12;
            if (at + 12 > tiff.Length) return null;
            if (Short(tiff[at..], little) == Tag)
                return Short(tiff[(at + 8)..], little) is >= 1 and <= 8 and var turned ? turned : null;
        }
        return null;
    }

    /// <summary>The image with an APP1 segment that says its orientation and nothing else.</summary>
    public static byte[] Put(ReadOnlySpan<byte> jpeg, int orientation)
    {
        ReadOnlySpan<byte> segment =
        [
            0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM"u8, 0x00, 0x2A, 0x00, 0x00, 0x00, 0x08,
            0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, (byte)orientation, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        ];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
