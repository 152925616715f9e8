using System.Globalization;
using System.Text;

namespace CrowdControl.Analysis.Text;

/// <summary>What one folded character is to the reader of words.</summary>
internal enum Mark : byte { Other, Letter, Digit, Accent, Low, Apostrophe, Single, SingleRest, Emoji, EmojiRest }

/// <summary>What is known of a single code point; sources: UAX 15, UAX 29, the Unicode property Default_Ignorable_Code_Point.</summary>
internal static class Characters
{
    public static bool IsApostrophe(int point) => point is '\'' or '`' or 0xB4 or 0x2BC or 0x2018 or 0x2019 or 0x201B or 0xFF07;

    /// <summary>Never a character; Unicode normalisation refuses to see it.</summary>
    public static bool IsNoCharacter(int point) => (point & 0xFFFE) == 0xFFFE || point is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Trade-mark and superscript signs: NFKC would glue them to the word before.</summary>
    public static bool IsRaisedSign(int point) =>
        point is 0xAE or 0xA9 or 0xAA or 0xB2 or 0xB3 or 0xB9 or 0xBA or 0x2120 or 0x2122 or (>= 0x2070 and <= 0x209C);

    public static bool IsIgnorable(int point) => point is 0xAD or 0x34F or 0x61C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
        or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0x1BCA0 and <= 0x1BCA3)
        or (>= 0x1D173 and <= 0x1D17A) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>Enclosed letters (U+1F130 and after) are no emoji here: NFKC makes plain letters of them.</summary>
    public static bool IsEmoji(int point) => point is 0x203C or 0x2049 or (>= 0x231A and <= 0x23FF) or (>= 0x2600 and <= 0x27BF)
        or (>= 0x2B05 and <= 0x2B55) or 0x1F004 or 0x1F0CF or (>= 0x1F170 and <= 0x1F19A)
        or (>= 0x1F1E6 and <= 0x1F1FF) or (>= 0x1F300 and <= 0x1FAFF);

    /// <summary>Scripts written without spaces: every character (with its marks) is a position of its own.</summary>
    public static bool IsUnspaced(int point) => point is (>= 0xE01 and <= 0xEDF) or (>= 0x1000 and <= 0x109F) or (>= 0x1100 and <= 0x11FF)
        or (>= 0x1780 and <= 0x17D3) or (>= 0x3041 and <= 0x30FA) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Joins what stands before it under NFKC: combining marks, Hangul vowels and finals, half-width voicing marks.</summary>
    public static bool Continues(Rune rune) => rune.Value is (>= 0x1161 and <= 0x11FF) or 0xFF9E or 0xFF9F
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    public static Mark MarkOf(Rune rune)
    {
        if (rune.Value == '_') return Mark.Low;
        if (rune.Value == '\'') return Mark.Apostrophe;
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return IsUnspaced(rune.Value) ? Mark.Single : Mark.Letter;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                return Mark.Digit;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return IsUnspaced(rune.Value) ? Mark.SingleRest : Mark.Accent;
            default:
                return Mark.Other;
        }
    }

    public static Rune Fold(Rune rune) => rune.Value switch
    {
        0x130 => new Rune('i'),
        0x3C2 => new Rune(0x3C3),
        _ => Rune.ToLowerInvariant(rune),
    };

    /// <summary>The Latin letter under an accent, or the character itself.</summary>
    public static char WithoutAccent(char letter) => letter switch
    {
        < '\u00C0' => letter,
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        'ħ' => 'h',
        <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') => Decomposed(letter),
        _ => letter,
    };

    private static char Decomposed(char letter)
    {
        var parts = letter.ToString().Normalize(NormalizationForm.FormD);
        return parts.Length > 1 && char.IsAsciiLetter(parts[0]) ? parts[0] : letter;
    }
}
