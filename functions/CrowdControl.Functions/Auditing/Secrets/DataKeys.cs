using System.Security.Cryptography;
using System.Text;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>Data keys for one item each, wrapped by the organisation's key. Whoever drops what is wrapped has destroyed all that it opened.</summary>
public sealed class DataKeys
{
    private readonly WrappingKey _keys;

    internal DataKeys(WrappingKey keys) => _keys = keys;

    /// <param name="place">What the key is for: it opens at this place only.</param>
    public async Task<DataKey> New(TenantId tenant, string place, CancellationToken cancellation)
    {
        var (name, wrapping) = await _keys.Present(tenant, cancellation);
        var key = RandomNumberGenerator.GetBytes(32);
        return new DataKey(key, new WrappedKey(name, SealedBytes.Seal(key, wrapping, place)));
    }

    /// <exception cref="CryptographicException">It was wrapped for another place, or changed.</exception>
    public async Task<DataKey> Open(WrappedKey wrapped, string place, CancellationToken cancellation)
    {
        var wrapping = await _keys.Named(wrapped.By, cancellation);
        return new DataKey(SealedBytes.Open(wrapped.Bytes, wrapping, place), wrapped);
    }
}

/// <param name="By">Name of the key that wraps it.</param>
public sealed record WrappedKey(string By, byte[] Bytes);

/// <summary>A key in memory, and what is kept of it.</summary>
public sealed class DataKey(byte[] key, WrappedKey wrapped)
{
    public WrappedKey Wrapped { get; } = wrapped;

    public byte[] Seal(ReadOnlySpan<byte> plain, string place) => SealedBytes.Seal(plain, key, place);

    /// <exception cref="CryptographicException">It is not what was sealed, or stands in another's place.</exception>
    public byte[] Open(ReadOnlySpan<byte> sealedBytes, string place) => SealedBytes.Open(sealedBytes, key, place);
}

/// <summary>AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag; the place is bound in.</summary>
internal static class SealedBytes
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(ReadOnlySpan<byte> plain, byte[] key, string place)
    {
        var result = new byte[NonceLength + plain.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceLength, plain.Length), result.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(place));
        return result;
    }

    public static byte[] Open(ReadOnlySpan<byte> bytes, byte[] key, string place)
    {
        if (bytes.Length < NonceLength + TagLength) throw new CryptographicException("What was sealed is cut short.");
        var plain = new byte[bytes.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(
            bytes[..NonceLength], bytes.Slice(NonceLength, plain.Length), bytes[(NonceLength + plain.Length)..], plain, Encoding.UTF8.GetBytes(place));
        return plain;
    }
}
