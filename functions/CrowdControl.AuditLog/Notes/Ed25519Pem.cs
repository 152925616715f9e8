using System.Security.Cryptography;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A witness's private key in the one form that OpenSSL writes too: PKCS #8 (RFC 8410) in PEM.</summary>
public static class Ed25519Pem
{
    private const string Label = "PRIVATE KEY";

    /// <summary>Everything before the seed is the same for every Ed25519 key without attributes.</summary>
    private static readonly byte[] Prefix = Convert.FromHexString("302e020100300506032b657004220420");

    /// <param name="seed">32 bytes.</param>
    public static string Write(ReadOnlySpan<byte> seed) => PemEncoding.WriteString(Label, [.. Prefix, .. seed]) + "\n";

    /// <summary>Reads what <see cref="Write"/> or OpenSSL wrote.</summary>
    /// <param name="pem">The file.</param>
    /// <param name="where">What to call it in a message.</param>
    /// <returns>The seed, 32 bytes.</returns>
    /// <exception cref="FormatException">It is no such key; the message never holds a part of it.</exception>
    public static byte[] Read(string pem, string where)
    {
        if (PemEncoding.TryFind(pem, out var found) && pem[found.Label] == Label
            && Convert.FromBase64String(pem[found.Base64Data]) is { } key
            && key.Length == Prefix.Length + Ed25519.KeySize && key.AsSpan().StartsWith(Prefix))
            return key[Prefix.Length..];
        throw new FormatException($"{where} holds no Ed25519 key in PEM. Make one with: openssl genpkey -algorithm ed25519");
    }
}
