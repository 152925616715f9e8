namespace CrowdControl.Analysis.Text;

/// <summary>Splits a text into the positions that queries and rules work on. Linear; never throws.</summary>
internal ref struct Tokeniser
{
    /// <summary>A longer text is cut here, and the result says so.</summary>
    public const int MaximumTokens = 20_000;

    private readonly Folding text;
    private readonly List<Token> tokens;
    private readonly WordForm word;
    private int noMailBefore;

    private Tokeniser(ReadOnlySpan<char> original)
    {
        text = new Folding(original);
        tokens = new List<Token>(original.Length / 6 + 4);
        word = new WordForm();
    }

    public static TokenisedText Read(string? original)
    {
        var reader = new Tokeniser(original);
        var cut = reader.ReadAll();
        return new TokenisedText(original ?? "", reader.tokens, cut);
    }

    private bool ReadAll()
    {
        for (var at = 0; at < text.Length;)
        {
            if (tokens.Count == MaximumTokens) return true;
            at = Next(at);
        }
        return false;
    }

    private int Next(int at) => text.MarkAt(at) switch
    {
        Mark.Letter or Mark.Digit => Signs.AddressEnd(text, at) is > 0 and var address ? Whole(TokenKind.Address, at, address)
            : MailEnd(at) is > 0 and var mail ? Whole(TokenKind.Mail, at, mail)
            : Word(at),
        Mark.Accent => Word(at),
        Mark.Single => Single(at),
        Mark.Emoji => Emoji(at),
        _ when text[at] == '#' && !Signs.InWord(text, at - 1) && Signs.TagEnd(text, at) is > 0 and var tag => Whole(TokenKind.Tag, at, tag),
        _ when text[at] == '@' && !Signs.InWord(text, at - 1) && Signs.HandleEnd(text, at) is > 0 and var handle
            => Whole(TokenKind.Handle, at, handle),
        _ => at + 1,
    };

    private int MailEnd(int at)
    {
        if (at < noMailBefore) return 0;
        var end = Signs.MailEnd(text, at, out var looked);
        if (end == 0) noMailBefore = looked;
        return end;
    }

    private int Whole(TokenKind kind, int start, int end)
    {
        word.Clear();
        word.Append(text.Slice(start, end));
        Add(kind, start, end);
        return end;
    }

    private int Single(int start)
    {
        var end = start + 1;
        while (text.MarkAt(end) is Mark.SingleRest) end++;
        return Whole(TokenKind.Word, start, end);
    }

    private int Emoji(int start)
    {
        var end = start + 1;
        while (text.MarkAt(end) is Mark.EmojiRest) end++;
        var repeats = tokens.Count > 0 && tokens[^1].Kind == TokenKind.Emoji && tokens[^1].End == text.From(start)
            && tokens[^1].Is(text.Slice(start, end));
        if (repeats) tokens[^1] = tokens[^1] with { End = text.To(end - 1) };
        else Whole(TokenKind.Emoji, start, end);
        return end;
    }

    private int Word(int start)
    {
        var end = word.Read(text, start);
        Add(TokenKind.Word, start, end);
        return Math.Max(end, start + 1);
    }

    private readonly void Add(TokenKind kind, int start, int end)
    {
        if (word.Length == 0) return;
        var form = word.Form();
        tokens.Add(new Token(kind, form, word.Plain(form, kind), text.From(start), text.To(end - 1)));
    }
}

/// <summary>A text and its positions. <paramref name="Cut"/> is true when the text was too long to be read to its end.</summary>
internal sealed record TokenisedText(string Original, List<Token> Tokens, bool Cut);
