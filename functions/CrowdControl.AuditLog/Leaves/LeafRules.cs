using System.Buffers;

namespace CrowdControl.AuditLog.Leaves;

/// <summary>What the fields of a leaf may hold, judged on their UTF-8, for those who write and those who read.</summary>
internal static class LeafRules
{
    public const string TypeRule = "t is one or more lower-case words with dots and hyphens between them, 64 characters at most";
    public const string IdRule = "id is a UUID of version 7, lower-case with hyphens";
    public const string StreamRule = "s is acct:, case:, user: or sys: and a name";
    public const string PlaceRule = "n counts from 0, and p is -1 where n is 0, else an index";

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    public static bool IsType(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 64) return false;
        var inWord = false;
        foreach (var c in text)
        {
            if (c is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9')) inWord = true;
            else if (inWord && c is (byte)'.' or (byte)'-') inWord = false;
            else return false;
        }
        return inWord;
    }

    /// <summary>RFC 9562: the version is digit 13, the variant (8, 9, a or b) digit 17.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) =>
        text.Length == 36
        && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-'
        && text[14] == '7' && text[19] is (byte)'8' or (byte)'9' or (byte)'a' or (byte)'b'
        && !text[..8].ContainsAnyExcept(Digits) && !text[9..13].ContainsAnyExcept(Digits) && !text[15..18].ContainsAnyExcept(Digits)
        && !text[20..23].ContainsAnyExcept(Digits) && !text[24..].ContainsAnyExcept(Digits);

    public static bool IsStream(ReadOnlySpan<byte> text) => text.IndexOf((byte)':') is >= 0 and var colon && colon < text.Length - 1
        && (text[..colon].SequenceEqual("acct"u8) || text[..colon].SequenceEqual("case"u8)
            || text[..colon].SequenceEqual("user"u8) || text[..colon].SequenceEqual("sys"u8));

    public static bool IsPlace(long number, long previous) =>
        number >= 0 && (number == 0 ? previous == -1 : previous >= number - 1);
}
