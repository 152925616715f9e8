using System.Numerics;

namespace CrowdControl.AuditLog.Notes;

/// <summary>A public key of Ed25519, decoded and prepared once, which takes as long as some checks. Safe for several threads.</summary>
public sealed class Ed25519Key
{
    private readonly byte[] _encoded;
    private readonly Multiples25519 _multiplesOfMinus;

    /// <param name="encoded">32 bytes.</param>
    /// <exception cref="FormatException">Not the canonical encoding of a point in the group that signing uses.</exception>
    public Ed25519Key(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != Ed25519.KeySize)
            throw new FormatException($"An Ed25519 key has {Ed25519.KeySize} bytes, not {encoded.Length}.");
        if (Point25519.Decode(encoded) is not { } point)
            throw new FormatException("The Ed25519 key is not the canonical encoding of a point.");
        _encoded = encoded.ToArray();
        _multiplesOfMinus = new Multiples25519(-point);

        // Under a key of small order anybody can sign; with a component of small order, checkers of different make disagree.
        Span<byte> order = stackalloc byte[32], zero = stackalloc byte[32];
        Ed25519.WriteScalar(Ed25519.Order, order);
        if (point.IsIdentity || !Multiples25519.Sum(order, _multiplesOfMinus, zero, Point25519.BaseMultiples).IsIdentity)
            throw new FormatException("The Ed25519 key is a point outside the group of prime order.");
    }

    /// <summary>Checks a signature (RFC 8032 section 5.1.7) by the strict rules, which leave no second signature for a message.</summary>
    /// <remarks>
    /// S below the group's order, R canonical and not the neutral element, and [S]B = R + [k]A itself, not eight times it. Since the key
    /// is in the group of prime order, so is R. About as long as one to two checks of P-256.
    /// </remarks>
    /// <returns>False for anything else, a wrong length included.</returns>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Ed25519.SignatureSize) return false;
        var s = signature[32..];
        if (new BigInteger(s, isUnsigned: true) >= Ed25519.Order) return false;

        Span<byte> k = stackalloc byte[32], r = stackalloc byte[32];
        Ed25519.WriteScalar(Ed25519.HashToScalar(signature[..32], _encoded, message), k);
        var expected = Multiples25519.Sum(s, Point25519.BaseMultiples, k, _multiplesOfMinus);
        expected.Encode(r);
        // Equal to what Encode writes, R is canonical.
        return r.SequenceEqual(signature[..32]) && !expected.IsIdentity;
    }
}
