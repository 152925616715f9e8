using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Type 0x01.</summary>
internal sealed class Ed25519VerifierKey(string name, ReadOnlySpan<byte> key) : VerifierKey(name, NoteKeyType.Ed25519, key)
{
    private readonly Ed25519Key _key = new(key);

    internal override SignedAt? Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        _key.Verify(text, signature) ? new SignedAt(null) : null;
}

/// <summary>Type 0x02.</summary>
internal sealed class P256VerifierKey : VerifierKey
{
    /// <summary>SubjectPublicKeyInfo of a P-256 key (RFC 5480) up to the two coordinates: one spelling, 91 bytes with them.</summary>
    private static readonly byte[] Prefix = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private readonly ECDsa _key;
    private readonly bool _lowS;
    private readonly Lock _one = new();

    public P256VerifierKey(string name, ReadOnlySpan<byte> spki, bool lowS) : base(name, NoteKeyType.EcdsaP256, spki)
    {
        if (spki.Length != Prefix.Length + 64 || !spki.StartsWith(Prefix))
            throw new FormatException("The verifier key is not the SubjectPublicKeyInfo of a P-256 key.");
        _lowS = lowS;
        try
        {
            _key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = spki.Slice(Prefix.Length, 32).ToArray(), Y = spki[^32..].ToArray() },
            });
        }
        catch (CryptographicException)
        {
            throw new FormatException("The verifier key is not a point of P-256.");
        }
    }

    internal override SignedAt? Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> rs = stackalloc byte[P256Signature.Size];
        if (!P256Signature.TryReadDer(signature, rs) || (_lowS && !P256Signature.IsLowS(rs))) return null;
        lock (_one) return _key.VerifyData(text, rs, HashAlgorithmName.SHA256) ? new SignedAt(null) : null;
    }
}

/// <summary>Type 0x04: eight bytes of time, then Ed25519 over a text that begins with it (<see cref="Cosignature"/>).</summary>
internal sealed class CosignatureKey(string name, ReadOnlySpan<byte> key) : VerifierKey(name, NoteKeyType.Cosignature, key)
{
    private readonly Ed25519Key _key = new(key);

    internal override SignedAt? Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 8 + Ed25519.SignatureSize) return null;
        var time = BinaryPrimitives.ReadUInt64BigEndian(signature);
        if (time > long.MaxValue) return null;
        return _key.Verify(Cosignature.Message(Encoding.UTF8.GetString(text), time), signature[8..]) ? new SignedAt(time) : null;
    }
}
