using System.Buffers.Binary;

namespace CrowdControl.Domain.Publishing.Pictures;

/// <summary>PNG (W3C PNG third edition). Only chunks that change what is seen are kept.</summary>
internal static class Png
{
    private static readonly HashSet<string> Kept =
    [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT",
    ];

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static Picture? Read(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(Signature)) return null;

        using var clean = new MemoryStream(png.Length);
        clean.Write(Signature);
        var (width, height) = (0, 0);
        for (var rest = png[Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12) return null;
            var chunk = rest[..((int)length + 12)];
            var name = System.Text.Encoding.ASCII.GetString(chunk.Slice(4, 4));
            if (width == 0 && (name != "IHDR" || length != 13)) return null;
            if (name == "IHDR") (width, height) = Size(chunk[8..]);
            if (Kept.Contains(name)) clean.Write(chunk);
            if (name == "IEND") return new Picture("image/png", width, height, clean.ToArray());
            rest = rest[chunk.Length..];
        }
        return null;
    }

    private static (int Width, int Height) Size(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
}
