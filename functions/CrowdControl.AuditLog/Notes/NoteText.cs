using System.Globalization;
using System.Text;

namespace CrowdControl.AuditLog.Notes;

/// <summary>The spelling that notes, checkpoints, proofs and policies share: UTF-8 lines, each with its line feed.</summary>
internal static class NoteText
{
    private static readonly UTF8Encoding Fatal = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes of a note at most; 16 post-quantum signatures fit several times.</summary>
    public const int MaximumSize = 256 * 1024;

    /// <exception cref="FormatException">Too long, no UTF-8, a control character other than line feed, no line feed at the end.</exception>
    public static string Read(ReadOnlySpan<byte> bytes, string what) => ReadLong(bytes, what, MaximumSize);

    /// <inheritdoc cref="Read"/>
    public static string ReadLong(ReadOnlySpan<byte> bytes, string what, int most)
    {
        if (bytes.Length > most) throw new FormatException($"The {what} has more than {most} bytes.");
        string text;
        try
        {
            text = Fatal.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"The {what} is not valid UTF-8.");
        }
        foreach (var c in text)
            if (char.IsControl(c) && c != '\n') throw new FormatException($"The {what} holds the control character U+{(int)c:X4}.");
        return text.EndsWith('\n') ? text : throw new FormatException($"The {what} does not end with a line feed.");
    }

    /// <summary>A decimal of 64 bits without a sign or a leading zero.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static ulong Decimal(ReadOnlySpan<char> text, string what) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (text.Length == 1 || text[0] != '0')
            ? number
            : throw new FormatException($"The {what} is not a decimal from 0 to 2^64-1 without a leading zero.");

    /// <summary>Whether a text may name a key: not empty, whole characters, no white space, plus or control character.</summary>
    public static bool IsKeyName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        foreach (var rune in name.EnumerateRunes())
            if (rune == Rune.ReplacementChar || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value == '+') return false;
        return true;
    }
}
