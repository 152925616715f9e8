using System.Security.Cryptography;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>Content identifiers, version 1, SHA-256: the same content has the same CID here as on the real network.</summary>
internal static class Cid
{
    private const byte Version = 1;
    private const byte RawCodec = 0x55;
    private const byte DagCborCodec = 0x71;
    private const byte Sha256 = 0x12;
    private const byte Sha256Length = 32;

    public static string OfRecord(ReadOnlySpan<byte> dagCbor) => Of(DagCborCodec, dagCbor);

    public static string OfBlob(ReadOnlySpan<byte> bytes) => Of(RawCodec, bytes);

    /// <summary>The bytes of a CID, or null for text that is none.</summary>
    public static byte[]? Parse(string text)
    {
        if (!text.StartsWith('b') || text.Length != 59 || !Base32.Is(text.AsSpan(1))) return null;
        var bytes = Base32.Decode(text[1..]);
        return bytes is [Version, RawCodec or DagCborCodec, Sha256, Sha256Length, ..] && bytes.Length == 36 ? bytes : null;
    }

    private static string Of(byte codec, ReadOnlySpan<byte> content)
    {
        Span<byte> bytes = [Version, codec, Sha256, Sha256Length, .. new byte[Sha256Length]];
        SHA256.HashData(content, bytes[4..]);
        return "b" + Base32.Encode(bytes);
    }
}
