namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>What a file is by its first bytes: the real server believes them, not the client.</summary>
internal static class MediaType
{
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(PngStart)) return "image/png";
        if (bytes.StartsWith(JpegStart)) return "image/jpeg";
        if (bytes.StartsWith("GIF8"u8)) return "image/gif";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8, 0xFF];
}
