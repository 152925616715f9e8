namespace CrowdControl.AuditLog.Notes;

/// <summary>
/// Multiples of one point, made once, with which it is multiplied in 64 doublings and not 256: the scalar's four quarters go together,
/// four bits of each at a time.
/// </summary>
internal sealed class Multiples25519
{
    private const int Quarters = 4;
    private const int Digits = 16;

    // Entry 16 q + d is d 2^(64 q) times the point.
    private readonly Point25519.Addend[] _entries = new Point25519.Addend[Quarters * 16];

    public Multiples25519(Point25519 point)
    {
        for (var quarter = 0; quarter < Quarters; quarter++)
        {
            var one = point.ToAddend();
            var multiple = Point25519.Identity;
            for (var digit = 0; digit < 16; digit++)
            {
                _entries[(16 * quarter) + digit] = multiple.ToAddend();
                multiple += one;
            }
            for (var doubling = 0; doubling < 64; doubling++) point = point.Double();
        }
    }

    /// <summary>[first] of one point + [second] of another. Its time tells the scalars: for checking alone.</summary>
    /// <param name="first">32 bytes, little-endian.</param>
    /// <param name="ofFirst">The one point's.</param>
    /// <param name="second">32 bytes, little-endian.</param>
    /// <param name="ofSecond">The other's.</param>
    public static Point25519 Sum(ReadOnlySpan<byte> first, Multiples25519 ofFirst, ReadOnlySpan<byte> second, Multiples25519 ofSecond)
    {
        var sum = Point25519.Identity;
        for (var place = Digits - 1; place >= 0; place--)
        {
            sum = sum.Double().Double().Double().Double();
            for (var quarter = 0; quarter < Quarters; quarter++)
            {
                if (Digit(first, quarter, place) is > 0 and var one) sum += ofFirst._entries[(16 * quarter) + one];
                if (Digit(second, quarter, place) is > 0 and var two) sum += ofSecond._entries[(16 * quarter) + two];
            }
        }
        return sum;
    }

    /// <summary>[secret] of the point, by the same steps and the same reads whatever the secret is.</summary>
    /// <param name="secret">32 bytes, little-endian.</param>
    public Point25519 Times(ReadOnlySpan<byte> secret)
    {
        var product = Point25519.Identity;
        for (var place = Digits - 1; place >= 0; place--)
        {
            product = product.Double().Double().Double().Double();
            for (var quarter = 0; quarter < Quarters; quarter++)
            {
                var wanted = Digit(secret, quarter, place);
                var chosen = _entries[16 * quarter];
                for (var digit = 1; digit < 16; digit++)
                {
                    // All ones where the digit is the one wanted.
                    var all = (ulong)((long)((ulong)(digit ^ wanted) - 1) >> 63);
                    chosen = Point25519.Addend.Choose(chosen, _entries[(16 * quarter) + digit], all);
                }
                product += chosen;
            }
        }
        return product;
    }

    private static int Digit(ReadOnlySpan<byte> scalar, int quarter, int place) =>
        (scalar[(8 * quarter) + (place / 2)] >> (4 * (place % 2))) & 15;
}
