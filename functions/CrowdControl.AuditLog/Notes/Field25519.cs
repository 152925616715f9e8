using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Integers modulo 2^255 - 19, as five limbs of 51 bits; limbs stay below 2^52 between operations.</summary>
internal readonly struct Field25519(ulong a, ulong b, ulong c, ulong d, ulong e)
{
    private const ulong Mask = (1UL << 51) - 1;

    private readonly ulong _a = a, _b = b, _c = c, _d = d, _e = e;

    public static Field25519 Zero => default;

    public static Field25519 One => new(1, 0, 0, 0, 0);

    /// <summary>2^((p-1)/4), a square root of -1.</summary>
    public static Field25519 RootOfMinusOne { get; } = Square(new Field25519(2, 0, 0, 0, 0).PowerForRoot()) * new Field25519(2, 0, 0, 0, 0);

    public bool IsZero => this.Equals32(Zero);

    /// <summary>The lowest bit of the value's one representative below p, which RFC 8032 calls its sign.</summary>
    public bool IsNegative
    {
        get
        {
            Span<byte> bytes = stackalloc byte[32];
            Write(bytes);
            return (bytes[0] & 1) == 1;
        }
    }

    /// <summary>Reads 255 bits, little-endian, and leaves out the highest. Takes values from p on: the caller re-encodes.</summary>
    public static Field25519 Read(ReadOnlySpan<byte> bytes)
    {
        var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var second = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var third = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new Field25519(
            low & Mask,
            ((low >> 51) | (second << 13)) & Mask,
            ((second >> 38) | (third << 26)) & Mask,
            ((third >> 25) | (high << 39)) & Mask,
            (high >> 12) & Mask);
    }

    public static Field25519 operator +(in Field25519 x, in Field25519 y) =>
        Carry(x._a + y._a, x._b + y._b, x._c + y._c, x._d + y._d, x._e + y._e);

    // 4p is added first, so that no limb falls below zero.
    public static Field25519 operator -(in Field25519 x, in Field25519 y) => Carry(
        x._a + (4 * (Mask - 18)) - y._a,
        x._b + (4 * Mask) - y._b,
        x._c + (4 * Mask) - y._c,
        x._d + (4 * Mask) - y._d,
        x._e + (4 * Mask) - y._e);

    public static Field25519 operator -(in Field25519 x) => Zero - x;

    public static Field25519 operator *(in Field25519 x, in Field25519 y)
    {
        // 2^255 is 19: what passes the fifth limb comes back at the first, 19-fold.
        var (b19, c19, d19, e19) = (19 * y._b, 19 * y._c, 19 * y._d, 19 * y._e);
        var r0 = new Wide(x._a, y._a).Plus(x._b, e19).Plus(x._c, d19).Plus(x._d, c19).Plus(x._e, b19);
        var r1 = new Wide(x._a, y._b).Plus(x._b, y._a).Plus(x._c, e19).Plus(x._d, d19).Plus(x._e, c19);
        var r2 = new Wide(x._a, y._c).Plus(x._b, y._b).Plus(x._c, y._a).Plus(x._d, e19).Plus(x._e, d19);
        var r3 = new Wide(x._a, y._d).Plus(x._b, y._c).Plus(x._c, y._b).Plus(x._d, y._a).Plus(x._e, e19);
        var r4 = new Wide(x._a, y._e).Plus(x._b, y._d).Plus(x._c, y._c).Plus(x._d, y._b).Plus(x._e, y._a);
        return Fold(r0, r1, r2, r3, r4);
    }

    public static Field25519 Square(in Field25519 x)
    {
        var (a2, b2, c2, d2, d19, e19) = (2 * x._a, 2 * x._b, 2 * x._c, 2 * x._d, 19 * x._d, 19 * x._e);
        var r0 = new Wide(x._a, x._a).Plus(b2, e19).Plus(c2, d19);
        var r1 = new Wide(a2, x._b).Plus(c2, e19).Plus(x._d, d19);
        var r2 = new Wide(a2, x._c).Plus(x._b, x._b).Plus(d2, e19);
        var r3 = new Wide(a2, x._d).Plus(b2, x._c).Plus(x._e, e19);
        var r4 = new Wide(a2, x._e).Plus(b2, x._d).Plus(x._c, x._c);
        return Fold(r0, r1, r2, r3, r4);
    }

    /// <summary>x^(p-2), by Fermat; 0 for 0.</summary>
    public Field25519 Invert()
    {
        var (ones250, eleventh) = Ladder();
        return Squared(ones250, 5) * eleventh;
    }

    /// <summary>x^((p-5)/8), from which a square root is made (RFC 8032 section 5.1.3).</summary>
    public Field25519 PowerForRoot() => Squared(Ladder().Ones250, 2) * this;

    /// <summary>The one representative below p, little-endian.</summary>
    public void Write(Span<byte> bytes)
    {
        var x = Carry(_a, _b, _c, _d, _e);
        // How often p fits: 1 where x + 19 reaches 2^255.
        var q = (x._a + 19) >> 51;
        q = (x._b + q) >> 51;
        q = (x._c + q) >> 51;
        q = (x._d + q) >> 51;
        q = (x._e + q) >> 51;
        var a = x._a + (19 * q);
        var b = x._b + (a >> 51);
        var c = x._c + (b >> 51);
        var d = x._d + (c >> 51);
        var e = (x._e + (d >> 51)) & Mask;
        (a, b, c, d) = (a & Mask, b & Mask, c & Mask, d & Mask);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, a | (b << 51));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (b >> 13) | (c << 38));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (c >> 26) | (d << 25));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], (d >> 39) | (e << 12));
    }

    public bool Equals32(in Field25519 other)
    {
        Span<byte> mine = stackalloc byte[32], theirs = stackalloc byte[32];
        Write(mine);
        other.Write(theirs);
        return mine.SequenceEqual(theirs);
    }

    /// <summary>The second where <paramref name="all"/> is all ones, the first where it is 0, without a branch.</summary>
    public static Field25519 Choose(in Field25519 x, in Field25519 y, ulong all) => new(
        x._a ^ ((x._a ^ y._a) & all),
        x._b ^ ((x._b ^ y._b) & all),
        x._c ^ ((x._c ^ y._c) & all),
        x._d ^ ((x._d ^ y._d) & all),
        x._e ^ ((x._e ^ y._e) & all));

    private static Field25519 Squared(Field25519 x, int times)
    {
        for (var i = 0; i < times; i++) x = Square(x);
        return x;
    }

    private (Field25519 Ones250, Field25519 Eleventh) Ladder()
    {
        var second = Square(this);
        var ninth = Squared(second, 2) * this;
        var eleventh = ninth * second;
        var ones5 = Square(eleventh) * ninth; // x^(2^5 - 1)
        var ones10 = Squared(ones5, 5) * ones5;
        var ones20 = Squared(ones10, 10) * ones10;
        var ones50 = Squared(Squared(ones20, 20) * ones20, 10) * ones10;
        var ones100 = Squared(ones50, 50) * ones50;
        var ones250 = Squared(Squared(ones100, 100) * ones100, 50) * ones50;
        return (ones250, eleventh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Field25519 Fold(in Wide r0, Wide r1, Wide r2, Wide r3, Wide r4)
    {
        r1 = r1.Plus(r0.Above51);
        r2 = r2.Plus(r1.Above51);
        r3 = r3.Plus(r2.Above51);
        r4 = r4.Plus(r3.Above51);
        var a = (r0.Low & Mask) + (19 * r4.Above51);
        return new Field25519(a & Mask, (r1.Low & Mask) + (a >> 51), r2.Low & Mask, r3.Low & Mask, r4.Low & Mask);
    }

    private static Field25519 Carry(ulong a, ulong b, ulong c, ulong d, ulong e) =>
        new((a & Mask) + (19 * (e >> 51)), (b & Mask) + (a >> 51), (c & Mask) + (b >> 51), (d & Mask) + (c >> 51), (e & Mask) + (d >> 51));

    /// <summary>A sum of products, 128 bits; UInt128 does the same and takes half as long again.</summary>
    private readonly struct Wide
    {
        public readonly ulong High, Low;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide(ulong x, ulong y) => High = Math.BigMul(x, y, out Low);

        private Wide(ulong high, ulong low, bool _) => (High, Low) = (high, low);

        public ulong Above51 => (High << 13) | (Low >> 51);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Plus(ulong x, ulong y)
        {
            var high = Math.BigMul(x, y, out var low);
            low += Low;
            return new Wide(High + high + (low < Low ? 1UL : 0), low, false);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Wide Plus(ulong x)
        {
            var low = Low + x;
            return new Wide(High + (low < x ? 1UL : 0), low, false);
        }
    }
}
