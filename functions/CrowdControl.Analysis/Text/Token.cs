namespace CrowdControl.Analysis.Text;

internal enum TokenKind : byte { Word, Tag, Handle, Address, Mail, Emoji }

/// <summary>One position of a text.</summary>
/// <param name="Form">The folded word; a tag keeps its #, a handle its @.</param>
/// <param name="Plain">The same without accents or skin tone; equal to <paramref name="Form"/> where there are none.</param>
/// <param name="Start">First UTF-16 unit in the original.</param>
/// <param name="End">One past the last UTF-16 unit in the original.</param>
internal readonly record struct Token(TokenKind Kind, ReadOnlyMemory<char> Form, ReadOnlyMemory<char> Plain, int Start, int End)
{
    public bool Is(ReadOnlySpan<char> word) => Form.Span.SequenceEqual(word);

    public override string ToString() => Form.ToString();
}
