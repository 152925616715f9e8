using System.Globalization;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>Times as leaves write them: RFC 3339, UTC, with exactly three digits of a second, such as 2026-11-02T09:15:27.480Z.</summary>
public static class Timestamp
{
    /// <summary>24 characters; what is finer than a millisecond is cut off.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The same as UTF-8, digit by digit, because each leaf has one; allocates nothing.</summary>
    /// <returns>False where there is no room for 24 bytes.</returns>
    public static bool TryWrite(DateTimeOffset time, Span<byte> utf8, out int written)
    {
        written = 0;
        if (!Pattern.TryCopyTo(utf8)) return false;
        var utc = time.UtcDateTime;
        Digits(utc.Year, utf8[..4]);
        Digits(utc.Month, utf8[5..7]);
        Digits(utc.Day, utf8[8..10]);
        Digits(utc.Hour, utf8[11..13]);
        Digits(utc.Minute, utf8[14..16]);
        Digits(utc.Second, utf8[17..19]);
        Digits(utc.Millisecond, utf8[20..23]);
        written = Pattern.Length;
        return true;
    }

    /// <summary>Reads the one spelling; allocates nothing.</summary>
    /// <returns>False for anything else, a leap second included.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != 24) return false;
        for (var i = 0; i < Pattern.Length; i++)
            if (Pattern[i] == '0' ? text[i] is < (byte)'0' or > (byte)'9' : text[i] != Pattern[i]) return false;

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        time = new DateTimeOffset(year, month, day, hour, minute, second, Number(text[20..23]), TimeSpan.Zero);
        return true;
    }

    private static ReadOnlySpan<byte> Pattern => "0000-00-00T00:00:00.000Z"u8;

    private static void Digits(int number, Span<byte> to)
    {
        for (var i = to.Length - 1; i >= 0; i--, number /= 10) to[i] = (byte)('0' + number % 10);
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits) value = value * 10 + (digit - '0');
        return value;
    }
}
