namespace CrowdControl.Analysis.Text;

/// <summary>Builds the folded form of one written word: apostrophes and commas between digits are settled here.</summary>
internal sealed class WordForm
{
    private readonly List<char> _letters = [];

    public int Length => _letters.Count;

    public void Clear() => _letters.Clear();

    public void Append(ReadOnlySpan<char> part) => _letters.AddRange(part);

    public ReadOnlyMemory<char> Form() => _letters.ToArray();

    /// <summary>Reads a word that begins at <paramref name="start"/>; returns its end, exclusive.</summary>
    public int Read(Folding text, int start)
    {
        Clear();
        var end = Part(text, start);
        while (text.MarkAt(end) == Mark.Apostrophe && text.MarkAt(end + 1) is Mark.Letter)
        {
            var before = _letters.ToArray();
            Clear();
            end = Part(text, end + 1);
            Join(before);
        }
        return end;
    }

    /// <summary>The form without accents or skin tone, or the same memory where nothing changes.</summary>
    public ReadOnlyMemory<char> Plain(ReadOnlyMemory<char> form, TokenKind kind)
    {
        if (!form.Span.ContainsAnyExceptInRange('\0', '\x7F')) return form;
        _letters.Clear();
        foreach (var c in form.Span)
        {
            if (kind == TokenKind.Emoji)
            {
                _letters.Add(c);
                if (_letters is [.., '\uD83C', >= '\uDFFB' and <= '\uDFFF']) _letters.RemoveRange(_letters.Count - 2, 2);
            }
            else if (c is not (>= '\u0300' and <= '\u036F') || _letters.Count == 0 || !char.IsAsciiLetter(_letters[^1]))
                _letters.Add(Characters.WithoutAccent(c));
        }
        var plain = _letters.ToArray();
        return plain.Length == 0 || form.Span.SequenceEqual(plain) ? form : plain;
    }

    private int Part(Folding text, int at)
    {
        var end = at;
        while (true)
        {
            if (text.MarkAt(end) is Mark.Letter or Mark.Digit or Mark.Accent or Mark.Low) _letters.Add(text[end++]);
            else if (end > at && end < text.Length && text[end] == ',' && text.MarkAt(end - 1) == Mark.Digit && text.MarkAt(end + 1) == Mark.Digit) end++;
            else break;
        }
        while (_letters is [.., '_'])
        {
            _letters.RemoveAt(_letters.Count - 1);
            end--;
        }
        return end;
    }

    /// <summary>Possessives and short tails go, <c>n't</c> and names like O'Neill become one word, French l' and d' fall off.</summary>
    private void Join(char[] before)
    {
        var tail = _letters.ToArray();
        if (tail.Length >= 3 && before is ['l'] or ['d'] or ['j'] or ['q', 'u']) return;
        Clear();
        Append(before);
        if (tail.Length >= 3 || (tail is ['t'] && before is [.., 'n'])) Append(tail);
    }
}
