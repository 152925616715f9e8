namespace CrowdControl.AuditLog.Notes;

/// <summary>A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 section 5.1.4).</summary>
internal readonly struct Point25519(Field25519 x, Field25519 y, Field25519 z, Field25519 t)
{
    private static readonly Field25519 D =
        -(new Field25519(121665, 0, 0, 0, 0) * new Field25519(121666, 0, 0, 0, 0).Invert());

    private static readonly Field25519 TwiceD = D + D;

    private readonly Field25519 _x = x, _y = y, _z = z, _t = t;

    public static Point25519 Identity => new(Field25519.Zero, Field25519.One, Field25519.One, Field25519.Zero);

    /// <summary>B of RFC 8032: y = 4/5, x even.</summary>
    public static Multiples25519 BaseMultiples { get; } = new(Decode(Convert.FromHexString("58" + new string('6', 62)))!.Value);

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

    public static Point25519 operator +(in Point25519 p, in Addend q)
    {
        var a = (p._y - p._x) * q.YMinusX;
        var b = (p._y + p._x) * q.YPlusX;
        var c = p._t * q.TwiceDT;
        var d = p._z * q.TwiceZ;
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

    /// <summary>What adding this point to others needs of it.</summary>
    public Addend ToAddend() => new(_y + _x, _y - _x, _z + _z, _t * TwiceD);

    /// <summary>A point as the second term of a sum.</summary>
    public readonly struct Addend(Field25519 yPlusX, Field25519 yMinusX, Field25519 twiceZ, Field25519 twiceDT)
    {
        public readonly Field25519 YPlusX = yPlusX, YMinusX = yMinusX, TwiceZ = twiceZ, TwiceDT = twiceDT;

        /// <summary>The second where <paramref name="all"/> is all ones, the first where it is 0, without a branch.</summary>
        public static Addend Choose(in Addend x, in Addend y, ulong all) => new(
            Field25519.Choose(x.YPlusX, y.YPlusX, all),
            Field25519.Choose(x.YMinusX, y.YMinusX, all),
            Field25519.Choose(x.TwiceZ, y.TwiceZ, all),
            Field25519.Choose(x.TwiceDT, y.TwiceDT, all));
    }
}
