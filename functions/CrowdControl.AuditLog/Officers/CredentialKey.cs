using System.Buffers.Text;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Officers;

/// <summary>The public half of a passkey: a point of P-256, with which its holder signs ES256 (ECDSA over SHA-256).</summary>
public sealed class CredentialKey
{
    /// <summary>Bytes of the COSE form.</summary>
    public const int CoseSize = 77;

    private const int PointHalf = 32;

    // SubjectPublicKeyInfo of P-256 up to the point (RFC 5480): every key differs in the 64 bytes after it alone.
    private static readonly byte[] SpkiStart = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private readonly byte[] _spki;

    private CredentialKey(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        _spki = [.. SpkiStart, .. x, .. y];
        try
        {
            // The import refuses what is no point of the curve.
            using var key = Import();
        }
        catch (CryptographicException wrong)
        {
            throw new FormatException($"The public key is no point of P-256: {wrong.Message}");
        }
    }

    /// <summary>SubjectPublicKeyInfo, DER, 91 bytes: what OpenSSL, WebCrypto and .NET read.</summary>
    public ReadOnlySpan<byte> Spki => _spki;

    /// <summary>SHA-256 of <see cref="Spki"/> as base64url, 43 characters: how the key is named where it stands already.</summary>
    public string Name => Base64Url.EncodeToString(SHA256.HashData(_spki));

    /// <summary>Reads a credential's public key as authenticator data holds it: COSE (RFC 9053) in the one form that CTAP2 allows.</summary>
    /// <param name="cose">77 bytes: a map of kty 2, alg -7 (ES256), crv 1 (P-256), x and y.</param>
    /// <exception cref="FormatException">Another algorithm or curve, another spelling, or no point of the curve.</exception>
    public static CredentialKey OfCose(ReadOnlySpan<byte> cose)
    {
        ReadOnlySpan<byte> start = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, PointHalf];
        ReadOnlySpan<byte> between = [0x22, 0x58, PointHalf];
        if (cose.Length != CoseSize || !cose.StartsWith(start) || !cose[(start.Length + PointHalf)..].StartsWith(between))
            throw new FormatException("The public key is not an ES256 key of P-256 in the form of CTAP2.");
        return new CredentialKey(cose.Slice(start.Length, PointHalf), cose[^PointHalf..]);
    }

    /// <summary>Reads <see cref="Spki"/>, in its one spelling.</summary>
    /// <exception cref="FormatException">Another algorithm or curve, another spelling, or no point of the curve.</exception>
    public static CredentialKey OfSpki(ReadOnlySpan<byte> spki)
    {
        if (spki.Length != SpkiStart.Length + (2 * PointHalf) || !spki.StartsWith(SpkiStart))
            throw new FormatException("The public key is not a SubjectPublicKeyInfo of P-256 with an uncompressed point.");
        return new CredentialKey(spki.Slice(SpkiStart.Length, PointHalf), spki[^PointHalf..]);
    }

    /// <summary>Whether the holder of the key signed these bytes.</summary>
    /// <param name="signature">DER in its one spelling. Authenticators give s from either half, so both count: the same act signed
    /// twice proves no more than once, and a signature names nothing.</param>
    public bool HasSigned(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        Span<byte> rs = stackalloc byte[P256Signature.Size];
        if (!P256Signature.TryReadDer(signature, rs)) return false;
        using var key = Import();
        return key.VerifyData(bytes, rs, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECDsa Import() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = { X = _spki[^(2 * PointHalf)..^PointHalf], Y = _spki[^PointHalf..] },
    });
}
