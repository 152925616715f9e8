namespace CrowdControl.Analysis.Text;

/// <summary>Splits a text into the positions that queries and rules work on. Linear; never throws.</summary>
internal ref struct Tokeniser
{
    /// <summary>A longer text is cut here, and the result says so.</summary>
    public const int MaximumTokens = 20_000;

    private readonly Folding _text;
    private readonly List<Token> _tokens;
    private readonly WordForm _word;
    private int _noMailBefore;

    private Tokeniser(ReadOnlySpan<char> original)
    {
        _text = new Folding(original);
        _tokens = new List<Token>(original.Length / 6 + 4);
        _word = new WordForm();
    }

    public static TokenisedText Read(string? original)
    {
        var reader = new Tokeniser(original);
        var cut = reader.ReadAll();
        return new TokenisedText(original ?? "", reader._tokens, cut);
    }

    private bool ReadAll()
    {
        for (var at = 0; at < _text.Length;)
        {
            if (_tokens.Count == MaximumTokens) return true;
            at = Next(at);
        }
        return false;
    }

    private int Next(int at) => _text.MarkAt(at) switch
    {
        Mark.Letter or Mark.Digit => Signs.AddressEnd(_text, at) is > 0 and var address ? Whole(TokenKind.Address, at, address)
            : MailEnd(at) is > 0 and var mail ? Whole(TokenKind.Mail, at, mail)
            : Word(at),
        Mark.Accent => Word(at),
        Mark.Single => Single(at),
        Mark.Emoji => Emoji(at),
        _ when _text[at] == '#' && !Signs.InWord(_text, at - 1) && Signs.TagEnd(_text, at) is > 0 and var tag => Whole(TokenKind.Tag, at, tag),
        _ when _text[at] == '@' && !Signs.InWord(_text, at - 1) && Signs.HandleEnd(_text, at) is > 0 and var handle
            => Whole(TokenKind.Handle, at, handle),
        _ => at + 1,
    };

    private int MailEnd(int at)
    {
        if (at < _noMailBefore) return 0;
        var end = Signs.MailEnd(_text, at, out var looked);
        if (end == 0) _noMailBefore = looked;
        return end;
    }

    private int Whole(TokenKind kind, int start, int end)
    {
        _word.Clear();
        _word.Append(_text.Slice(start, end));
        Add(kind, start, end);
        return end;
    }

    private int Single(int start)
    {
        var end = start + 1;
        while (_text.MarkAt(end) is Mark.SingleRest) end++;
        return Whole(TokenKind.Word, start, end);
    }

    private int Emoji(int start)
    {
        var end = start + 1;
        while (_text.MarkAt(end) is Mark.EmojiRest) end++;
        var repeats = _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Emoji && _tokens[^1].End == _text.From(start)
            && _tokens[^1].Is(_text.Slice(start, end));
        if (repeats) _tokens[^1] = _tokens[^1] with { End = _text.To(end - 1) };
        else Whole(TokenKind.Emoji, start, end);
        return end;
    }

    private int Word(int start)
    {
        var end = _word.Read(_text, start);
        Add(TokenKind.Word, start, end);
        return Math.Max(end, start + 1);
    }

    private readonly void Add(TokenKind kind, int start, int end)
    {
        if (_word.Length == 0) return;
        var form = _word.Form();
        _tokens.Add(new Token(kind, form, _word.Plain(form, kind), _text.From(start), _text.To(end - 1)));
    }
}

/// <summary>A text and its positions. <paramref name="Cut"/> is true when the text was too long to be read to its end.</summary>
internal sealed record TokenisedText(string Original, List<Token> Tokens, bool Cut);
