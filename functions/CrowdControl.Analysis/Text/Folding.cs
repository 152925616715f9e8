using System.Globalization;
using System.Text;

namespace CrowdControl.Analysis.Text;

/// <summary>A text in the form in which words are compared, with the way back to the original for every character.</summary>
/// <remarks>
/// NFKC, case folded, zero-width characters gone, apostrophes made plain; a lone surrogate becomes U+FFFD. Never throws, linear in
/// the length. Normalising by segment (a character and the marks that follow it) keeps the map exact where NFKC changes lengths.
/// </remarks>
internal sealed class Folding
{
    /// <summary>Raised whenever the same text would fold or split otherwise; stored with every result.</summary>
    public const string Version = "1";

    private char[] _chars;
    private int[] _from;
    private int[] _to;
    private Mark[] _marks;

    public Folding(ReadOnlySpan<char> text)
    {
        var room = Math.Max(16, text.Length);
        (_chars, _from, _to, _marks) = (new char[room], new int[room], new int[room], new Mark[room]);
        Read(text);
    }

    public int Length { get; private set; }

    public char this[int at] => _chars[at];

    public Mark MarkAt(int at) => at < Length ? _marks[at] : Mark.Other;

    /// <summary>Where the character came from, in UTF-16 units of the original.</summary>
    public int From(int at) => _from[at];

    /// <summary>The end, exclusive, of what the character came from.</summary>
    public int To(int at) => _to[at];

    public ReadOnlySpan<char> Slice(int start, int end) => _chars.AsSpan(start, end - start);

    private void Read(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] < 0x80 && (i + 1 == text.Length || text[i + 1] < 0x80)) i = Ascii(text, i);
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done
                || Characters.IsNoCharacter(rune.Value))
                i = Put('\uFFFD', i, i + length, Mark.Other);
            else if (Characters.IsIgnorable(rune.Value)) i += length;
            else if (Characters.IsEmoji(rune.Value)) i = Emoji(text, i);
            else if (Characters.IsApostrophe(rune.Value)) i = Put('\'', i, i + length, Mark.Apostrophe);
            else if (Characters.IsRaisedSign(rune.Value)) i = Put(' ', i, i + length, Mark.Other);
            else i = Segment(text, i, length);
        }
    }

    private int Ascii(ReadOnlySpan<char> text, int i)
    {
        var c = text[i];
        if (char.IsAsciiLetter(c)) return Put((char)(c | 0x20), i, i + 1, Mark.Letter);
        if (char.IsAsciiDigit(c)) return Put(c, i, i + 1, Mark.Digit);
        if (c is '\'' or '`') return Put('\'', i, i + 1, Mark.Apostrophe);
        return Put(c is < ' ' or '\x7F' ? ' ' : c, i, i + 1, c == '_' ? Mark.Low : Mark.Other);
    }

    private int Emoji(ReadOnlySpan<char> text, int i)
    {
        var end = i + StringInfo.GetNextTextElementLength(text[i..]);
        var mark = Mark.Emoji;
        for (var j = i; j < end; j++)
        {
            if (text[j] is '\uFE0E' or '\uFE0F') continue;
            Put(text[j], i, end, mark);
            mark = Mark.EmojiRest;
        }
        return end;
    }

    private int Segment(ReadOnlySpan<char> text, int start, int first)
    {
        var end = start + first;
        while (end < text.Length && Rune.DecodeFromUtf16(text[end..], out var next, out var length) == System.Buffers.OperationStatus.Done
            && (Characters.Continues(next) || (Characters.IsIgnorable(next.Value) && next.Value is not (>= 0x115F and <= 0x1160))))
            end += length;
        Span<char> small = stackalloc char[64];
        var kept = end - start <= small.Length ? small : new char[end - start];
        var used = 0;
        foreach (var rune in text[start..end].EnumerateRunes())
            if (!Characters.IsIgnorable(rune.Value)) used += rune.EncodeToUtf16(kept[used..]);
        var whole = new string(kept[..used]).Normalize(NormalizationForm.FormKC);
        foreach (var rune in whole.EnumerateRunes()) Put(rune, start, end);
        return end;
    }

    private void Put(Rune rune, int start, int end)
    {
        if (Characters.IsApostrophe(rune.Value)) rune = new Rune('\'');
        if (Rune.IsControl(rune) || Characters.IsIgnorable(rune.Value)) rune = new Rune(' ');
        var folded = Characters.Fold(rune);
        var mark = Characters.MarkOf(folded);
        Span<char> units = stackalloc char[2];
        var count = folded.EncodeToUtf16(units);
        Put(units[0], start, end, mark);
        if (count == 2) Put(units[1], start, end, mark == Mark.Single ? Mark.SingleRest : mark);
    }

    private int Put(char folded, int start, int end, Mark mark)
    {
        if (Length == _chars.Length) Grow();
        _chars[Length] = folded;
        _from[Length] = start;
        _to[Length] = end;
        _marks[Length++] = mark;
        return end;
    }

    private void Grow()
    {
        Array.Resize(ref _chars, Length * 2);
        Array.Resize(ref _from, Length * 2);
        Array.Resize(ref _to, Length * 2);
        Array.Resize(ref _marks, Length * 2);
    }
}
