using System.Globalization;

namespace CrowdControl.AuditLog.Canonical;

/// <summary>Numbers as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785 section 3.2.2.3 asks for.</summary>
public static class CanonicalNumber
{
    /// <summary>The shortest digits that read back as the same double, with an exponent from 1e21 and below 1e-6 on.</summary>
    /// <exception cref="ArgumentException">NaN or infinite, which JSON cannot say.</exception>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"JSON has no number {value.ToString(CultureInfo.InvariantCulture)}.", nameof(value));
        if (value == 0) return "0"; // and so is -0
        if (double.IsInteger(value) && Math.Abs(value) <= JsonItem.GreatestInteger)
            return ((long)value).ToString(CultureInfo.InvariantCulture);

        // In one of two forms: 123.456 or 1.5E-07.
        var shortest = Shortest(Math.Abs(value));
        var (mantissa, exponent) = shortest.IndexOf('E') is >= 0 and var e
            ? (shortest[..e], int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : (shortest, 0);
        var dot = mantissa.IndexOf('.');
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        // The value is 0.digits * 10^point.
        var point = (dot < 0 ? mantissa.Length : dot) + exponent;
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        return (value < 0 ? "-" : "") + Layout(digits, point - leading);
    }

    /// <remarks>For 2^-25 and 2^-958 .NET's shortest form stops a digit early and reads back as a neighbour.</remarks>
    private static string Shortest(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(shortest, CultureInfo.InvariantCulture) == value ? shortest : value.ToString("E16", CultureInfo.InvariantCulture);
    }

    private static string Layout(string digits, int point) => point switch
    {
        > 21 or <= -6 => Exponential(digits, point - 1),
        <= 0 => "0." + new string('0', -point) + digits,
        _ when point >= digits.Length => digits + new string('0', point - digits.Length),
        _ => digits[..point] + "." + digits[point..],
    };

    private static string Exponential(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
    }
}
