using System.Buffers.Binary;

namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>WebP (RFC 9649). The EXIF and XMP chunks go, and the header stops announcing them.</summary>
internal static class WebP
{
    private const byte ExifAndXmp = 0x08 | 0x04;

    public static Picture? Read(ReadOnlySpan<byte> webp)
    {
        if (webp.Length < 20 || !webp.StartsWith("RIFF"u8) || !webp[8..].StartsWith("WEBP"u8)) return null;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]);
        if (size < 12 || size > webp.Length - 8) return null;

        using var clean = new MemoryStream(webp.Length);
        clean.Write(webp[..12]);
        var (width, height) = (0, 0);
        for (var rest = webp[12..(int)(size + 8)]; rest.Length >= 8;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var padded = length + (length & 1);
            if (padded > rest.Length - 8) return null;
            var chunk = rest[..(int)(padded + 8)];
            if (width == 0) (width, height) = Size(chunk);
            if (!chunk.StartsWith("EXIF"u8) && !chunk.StartsWith("XMP "u8)) Write(clean, chunk);
            rest = rest[chunk.Length..];
        }
        return width == 0 ? null : new Picture("image/webp", width, height, WithLength(clean.ToArray()));
    }

    private static void Write(MemoryStream clean, ReadOnlySpan<byte> chunk)
    {
        var start = (int)clean.Position;
        clean.Write(chunk);
        if (chunk.StartsWith("VP8X"u8) && chunk.Length > 8) clean.GetBuffer()[start + 8] &= unchecked((byte)~ExifAndXmp);
    }

    private static byte[] WithLength(byte[] webp)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(webp.AsSpan(4), (uint)webp.Length - 8);
        return webp;
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> chunk)
    {
        var body = chunk[8..];
        if (chunk.StartsWith("VP8X"u8) && body.Length >= 10)
            return (1 + (body[4] | body[5] << 8 | body[6] << 16), 1 + (body[7] | body[8] << 8 | body[9] << 16));
        if (chunk.StartsWith("VP8L"u8) && body.Length >= 5 && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return ((int)(1 + (bits & 0x3FFF)), (int)(1 + (bits >> 14 & 0x3FFF)));
        }
        if (chunk.StartsWith("VP8 "u8) && body.Length >= 10 && body[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            return (BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFF);
        return (0, 0);
    }
}
