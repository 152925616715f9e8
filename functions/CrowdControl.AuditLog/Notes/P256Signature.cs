using System.Numerics;

namespace CrowdControl.AuditLog.Notes;

/// <summary>The two spellings of an ECDSA signature on P-256: r || s, 64 bytes, as Key Vault gives it, and DER, as notes hold it.</summary>
public static class P256Signature
{
    /// <summary>Bytes of r || s.</summary>
    public const int Size = 64;

    private static readonly BigInteger Order = new(
        Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"), isUnsigned: true, isBigEndian: true);

    /// <summary>From r || s to the DER that a note of ours holds: with n - s in place of s where that is lower.</summary>
    /// <remarks>Both signatures verify; holding to the lower one, nobody can make a second note from a first.</remarks>
    /// <exception cref="FormatException">Not 64 bytes, or a half that is 0 or not below the order of P-256.</exception>
    public static byte[] ToLowSDer(ReadOnlySpan<byte> rs)
    {
        if (rs.Length != Size || !InRange(rs[..32]) || !InRange(rs[32..]))
            throw new FormatException($"An ECDSA signature on P-256 is {Size} bytes, r || s, each from 1 to the curve's order.");
        Span<byte> s = stackalloc byte[32];
        rs[32..].CopyTo(s);
        if (!IsLowS(rs))
        {
            var lower = Order - Number(s);
            s.Clear();
            lower.TryWriteBytes(s[(32 - lower.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
        }
        return Der(rs[..32], s);
    }

    /// <summary>Whether s is at most half the order.</summary>
    /// <param name="rs">64 bytes.</param>
    public static bool IsLowS(ReadOnlySpan<byte> rs) => Number(rs[32..]) * 2 <= Order;

    /// <summary>Reads DER in its one spelling (X.690): two integers without spare bytes, each below the order, and not 0.</summary>
    /// <param name="der">At most 72 bytes.</param>
    /// <param name="rs">Takes 64 bytes.</param>
    public static bool TryReadDer(ReadOnlySpan<byte> der, Span<byte> rs)
    {
        if (der.Length is < 8 or > 72 || der[0] != 0x30 || der[1] != der.Length - 2) return false;
        var rest = der[2..];
        return TryInteger(ref rest, rs[..32]) && TryInteger(ref rest, rs[32..Size]) && rest.IsEmpty;
    }

    private static bool TryInteger(ref ReadOnlySpan<byte> rest, Span<byte> value)
    {
        if (rest.Length < 3 || rest[0] != 2 || rest[1] is 0 or > 33 || rest.Length < 2 + rest[1]) return false;
        var number = rest.Slice(2, rest[1]);
        rest = rest[(2 + number.Length)..];
        if (number[0] >= 0x80) return false; // below zero
        if (number[0] == 0)
        {
            // A zero byte stands only before a byte that would else read as below zero.
            if (number.Length == 1 || number[1] < 0x80) return false;
            number = number[1..];
        }
        if (number.Length > 32) return false;
        value.Clear();
        number.CopyTo(value[(32 - number.Length)..]);
        return InRange(value);
    }

    private static byte[] Der(ReadOnlySpan<byte> r, ReadOnlySpan<byte> s)
    {
        byte[] both = [.. Integer(r), .. Integer(s)];
        return [0x30, (byte)both.Length, .. both];
    }

    private static byte[] Integer(ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        return number[0] < 0x80 ? [2, (byte)number.Length, .. number] : [2, (byte)(number.Length + 1), 0, .. number];
    }

    private static bool InRange(ReadOnlySpan<byte> half) => Number(half) is { IsZero: false } number && number < Order;

    private static BigInteger Number(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
