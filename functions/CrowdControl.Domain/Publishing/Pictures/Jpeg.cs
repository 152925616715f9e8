using System.Buffers.Binary;

namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>JPEG (ITU-T T.81). Application segments and comments go, but for JFIF, Adobe's colour transform, the colour profile
/// and the orientation; so does whatever follows the end of the image, such as the film of a "live" photograph.</summary>
internal static class Jpeg
{
    private const byte StartOfImage = 0xD8, EndOfImage = 0xD9, StartOfScan = 0xDA, Comment = 0xFE;

    public static Picture? Read(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != StartOfImage) return null;

        using var clean = new MemoryStream(jpeg.Length);
        clean.Write([0xFF, StartOfImage]);
        var (width, height, orientation) = (0, 0, 1);
        for (var at = 2; at + 4 <= jpeg.Length || EndsAt(jpeg, at);)
        {
            if (jpeg[at] != 0xFF) return null;
            var marker = jpeg[at + 1];
            if (marker == 0xFF) { at++; continue; }
            if (marker == EndOfImage) return width == 0 ? null : Finish(clean, width, height, orientation);

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (length < 2 || at + 2 + length > jpeg.Length) return null;
            var body = jpeg.Slice(at + 4, length - 2);
            if (IsFrame(marker))
            {
                if (body.Length < 5) return null;
                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
            }
            if (marker == 0xE1 && ExifOrientation.Read(body) is { } turned) orientation = turned;
            var end = marker == StartOfScan ? EndOfScan(jpeg, at + 2 + length) : at + 2 + length;
            if (IsKept(marker, body)) clean.Write(jpeg[at..end]);
            at = end;
        }
        return null;
    }

    private static bool EndsAt(ReadOnlySpan<byte> jpeg, int at) =>
        at + 2 <= jpeg.Length && jpeg[at] == 0xFF && jpeg[at + 1] == EndOfImage;

    private static Picture Finish(MemoryStream clean, int width, int height, int orientation)
    {
        clean.Write([0xFF, EndOfImage]);
        var bytes = orientation == 1 ? clean.ToArray() : ExifOrientation.Put(clean.ToArray(), orientation);
        return orientation >= 5
            ? new Picture("image/jpeg", height, width, bytes)
            : new Picture("image/jpeg", width, height, bytes);
    }

    /// <summary>SOF0 to SOF15, without the three numbers among them that mean tables.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool IsKept(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        0xE0 => body.StartsWith("JFIF\0"u8),
        0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
        0xEE => body.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF or Comment => false,
        _ => true,
    };

    /// <summary>The next marker that is neither a stuffed zero nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> jpeg, int at)
    {
        while (at + 1 < jpeg.Length)
        {
            var next = jpeg[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= jpeg.Length) return jpeg.Length;
            at += next;
            if (jpeg[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))) return at;
            at += jpeg[at + 1] == 0xFF ? 1 : 2;
        }
        return jpeg.Length;
    }
}
