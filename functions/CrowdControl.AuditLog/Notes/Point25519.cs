namespace CrowdControl.AuditLog.Notes;

/// <summary>A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 section 5.1.4).</summary>
internal readonly struct Point25519(Field25519 x, Field25519 y, Field25519 z, Field25519 t)
{
    private static readonly Field25519 D =
        -(new Field25519(121665, 0, 0, 0, 0) * new Field25519(121666, 0, 0, 0, 0).Invert());

    private static readonly Field25519 TwiceD = D + D;

    private readonly Field25519 _x = x, _y = y, _z = z, _t = t;

    public static Point25519 Identity => new(Field25519.Zero, Field25519.One, Field25519.One, Field25519.Zero);

    /// <summary>B of RFC 8032: y = 4/5, x even. Its multiples from 0 to 15.</summary>
    public static Point25519[] BaseMultiples { get; } = Decode(Convert.FromHexString("58" + new string('6', 62)))!.Value.Multiples();

    /// <summary>Whether it is the neutral element.</summary>
    public bool IsIdentity => _x.IsZero && _y.Equals32(_z);

    /// <summary>Section 5.1.3, in the one right encoding alone: y below p, no sign on x = 0.</summary>
    /// <returns>Null where there is no such point.</returns>
    public static Point25519? Decode(ReadOnlySpan<byte> bytes)
    {
        var y = Field25519.Read(bytes);
        var ySquared = Field25519.Square(y);
        var u = ySquared - Field25519.One;
        var v = (D * ySquared) + Field25519.One;
        var vCubed = Field25519.Square(v) * v;
        var x = u * vCubed * (u * Field25519.Square(vCubed) * v).PowerForRoot();
        var check = v * Field25519.Square(x);
        if (!check.Equals32(u))
        {
            if (!check.Equals32(-u)) return null;
            x *= Field25519.RootOfMinusOne;
        }
        if (x.IsNegative != (bytes[31] >> 7 == 1)) x = -x;
        var point = new Point25519(x, y, Field25519.One, x * y);
        Span<byte> again = stackalloc byte[32];
        point.Encode(again);
        return again.SequenceEqual(bytes) ? point : null;
    }

    /// <summary>Section 5.1.2.</summary>
    public void Encode(Span<byte> bytes)
    {
        var inverse = _z.Invert();
        (_y * inverse).Write(bytes);
        if ((_x * inverse).IsNegative) bytes[31] |= 0x80;
    }

    public static Point25519 operator +(in Point25519 p, in Point25519 q)
    {
        var a = (p._y - p._x) * (q._y - q._x);
        var b = (p._y + p._x) * (q._y + q._x);
        var c = p._t * TwiceD * q._t;
        var d = p._z * q._z;
        d += d;
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point25519(e * f, g * h, f * g, e * h);
    }

    public static Point25519 operator -(in Point25519 p) => new(-p._x, p._y, p._z, -p._t);

    public Point25519 Double()
    {
        var a = Field25519.Square(_x);
        var b = Field25519.Square(_y);
        var c = Field25519.Square(_z);
        c += c;
        var h = a + b;
        var e = h - Field25519.Square(_x + _y);
        var g = a - b;
        var f = c + g;
        return new Point25519(e * f, g * h, f * g, e * h);
    }

    /// <summary>0 to 15 times the point.</summary>
    public Point25519[] Multiples()
    {
        var multiples = new Point25519[16];
        multiples[0] = Identity;
        for (var i = 1; i < 16; i++) multiples[i] = multiples[i - 1] + this;
        return multiples;
    }

    /// <summary>[first] of one point + [second] of another, four bits at a time. Its time tells the scalars: for checking alone.</summary>
    /// <param name="first">32 bytes, little-endian.</param>
    /// <param name="ofFirst"><see cref="Multiples"/> of the one point.</param>
    /// <param name="second">32 bytes, little-endian.</param>
    /// <param name="ofSecond"><see cref="Multiples"/> of the other.</param>
    public static Point25519 Sum(ReadOnlySpan<byte> first, Point25519[] ofFirst, ReadOnlySpan<byte> second, Point25519[] ofSecond)
    {
        var sum = Identity;
        for (var i = 63; i >= 0; i--)
        {
            sum = sum.Double().Double().Double().Double();
            if (Nibble(first, i) is > 0 and var one) sum += ofFirst[one];
            if (Nibble(second, i) is > 0 and var two) sum += ofSecond[two];
        }
        return sum;
    }

    /// <summary>[secret]B by the same steps whatever the secret is.</summary>
    public static Point25519 OfBase(ReadOnlySpan<byte> secret)
    {
        var sum = Identity;
        for (var i = 63; i >= 0; i--)
        {
            sum = sum.Double().Double().Double().Double();
            var wanted = Nibble(secret, i);
            var chosen = Identity;
            for (var entry = 0; entry < 16; entry++)
            {
                // All ones where entry is the one wanted.
                var all = (ulong)((long)((ulong)(entry ^ wanted) - 1) >> 63);
                chosen = Choose(chosen, BaseMultiples[entry], all);
            }
            sum += chosen;
        }
        return sum;
    }

    private static Point25519 Choose(in Point25519 p, in Point25519 q, ulong all) => new(
        Field25519.Choose(p._x, q._x, all),
        Field25519.Choose(p._y, q._y, all),
        Field25519.Choose(p._z, q._z, all),
        Field25519.Choose(p._t, q._t, all));

    private static int Nibble(ReadOnlySpan<byte> scalar, int i) => (scalar[i / 2] >> (4 * (i % 2))) & 15;
}
