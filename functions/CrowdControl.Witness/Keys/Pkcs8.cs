using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.Witness.Keys;

/// <summary>The private key in the one form that OpenSSL writes too: PKCS #8 (RFC 8410) in PEM.</summary>
internal static class Pkcs8
{
    private const string Label = "PRIVATE KEY";

    /// <summary>Everything before the seed is the same for every Ed25519 key without attributes.</summary>
    private static readonly byte[] Prefix = Convert.FromHexString("302e020100300506032b657004220420");

    public static string Write(ReadOnlySpan<byte> seed) => PemEncoding.WriteString(Label, [.. Prefix, .. seed]) + "\n";

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
