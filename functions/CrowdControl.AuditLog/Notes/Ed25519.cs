using System.Numerics;
using System.Security.Cryptography;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Ed25519 after RFC 8032 section 5.1, which .NET 10 lacks. To check: <see cref="Ed25519Key"/>.</summary>
/// <remarks>
/// Multiplying by a secret takes the same steps whatever the secret is; the arithmetic modulo the group's order does not, so that this
/// is no signer for machines that strangers can time to the nanosecond.
/// </remarks>
public static class Ed25519
{
    /// <summary>Bytes of a seed, of a public key, and half those of a signature.</summary>
    public const int KeySize = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureSize = 64;

    internal static BigInteger Order { get; } =
        BigInteger.Pow(2, 252) + new BigInteger(Convert.FromHexString("14def9dea2f79cd65812631a5cf5d3ed"), true, isBigEndian: true);

    /// <summary>The public key of a seed, 32 bytes.</summary>
    /// <param name="seed">32 bytes that only the signer knows (RFC 8032 calls them the private key).</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed)
    {
        Span<byte> hash = stackalloc byte[64];
        Expand(seed, hash);
        var key = new byte[KeySize];
        Point25519.BaseMultiples.Times(hash[..32]).Encode(key);
        CryptographicOperations.ZeroMemory(hash);
        return key;
    }

    /// <summary>The signature of a message, 64 bytes; always the same for the same seed and message.</summary>
    /// <exception cref="ArgumentException">The seed does not have 32 bytes.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[64], nonce = stackalloc byte[32];
        Expand(seed, hash);
        Span<byte> key = stackalloc byte[KeySize];
        Point25519.BaseMultiples.Times(hash[..32]).Encode(key);

        var signature = new byte[SignatureSize];
        var r = HashToScalar(hash[32..], [], message);
        WriteScalar(r, nonce);
        Point25519.BaseMultiples.Times(nonce).Encode(signature);
        var k = HashToScalar(signature.AsSpan(0, 32), key, message);
        WriteScalar((r + (k * new BigInteger(hash[..32], isUnsigned: true))) % Order, signature.AsSpan(32));
        CryptographicOperations.ZeroMemory(hash);
        CryptographicOperations.ZeroMemory(nonce);
        return signature;
    }

    /// <summary>SHA-512 of the three, read little-endian, modulo the order.</summary>
    internal static BigInteger HashToScalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.AppendData(message);
        Span<byte> digest = stackalloc byte[64];
        hash.GetHashAndReset(digest);
        return new BigInteger(digest, isUnsigned: true) % Order;
    }

    internal static void WriteScalar(BigInteger scalar, Span<byte> bytes)
    {
        bytes[..32].Clear();
        scalar.TryWriteBytes(bytes, out _, isUnsigned: true);
    }

    private static void Expand(ReadOnlySpan<byte> seed, Span<byte> hash)
    {
        if (seed.Length != KeySize) throw new ArgumentException($"A seed has {KeySize} bytes, not {seed.Length}.", nameof(seed));
        SHA512.HashData(seed, hash);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
    }
}
