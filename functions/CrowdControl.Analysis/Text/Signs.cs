namespace CrowdControl.Analysis.Text;

/// <summary>Finds the ends of what is one position although it holds signs: addresses, e-mail, tags, handles. Zero means "not one".</summary>
internal static class Signs
{
    private const int LongestScheme = 12;

    public static bool InWord(Folding text, int at) => at >= 0 && text.MarkAt(at) is Mark.Letter or Mark.Digit or Mark.Low;

    public static int AddressEnd(Folding text, int at)
    {
        if (InWord(text, at - 1)) return 0;
        var end = at;
        while (end < text.Length && end - at < LongestScheme && char.IsAsciiLetterOrDigit(text[end])) end++;
        var isAddress = StartsWith(text, end, "://") || (end - at == 3 && StartsWith(text, at, "www."));
        if (!isAddress) return 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('<' or '>' or '"')) end++;
        while (end > at + 1 && text[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'') end--;
        return end;
    }

    public static int TagEnd(Folding text, int at)
    {
        var end = at + 1;
        var letters = false;
        for (; text.MarkAt(end) is Mark.Letter or Mark.Digit or Mark.Accent or Mark.Low or Mark.Single or Mark.SingleRest; end++)
            letters |= text.MarkAt(end) is Mark.Letter or Mark.Single;
        return letters ? end : 0;
    }

    public static int HandleEnd(Folding text, int at)
    {
        var end = NameEnd(text, at + 1);
        if (end == at + 1) return 0;
        if (end < text.Length && text[end] == '@' && NameEnd(text, end + 1) is var host && host > end + 1) end = host;
        return end;
    }

    /// <param name="looked">How far the search went; nothing before it can begin an e-mail address either.</param>
    public static int MailEnd(Folding text, int at, out int looked)
    {
        looked = at;
        while (looked < text.Length && (InWord(text, looked) || text[looked] is '.' or '+' or '-')) looked++;
        if (looked >= text.Length || text[looked] != '@') return 0;
        var end = NameEnd(text, looked + 1);
        var hasDot = text.Slice(Math.Min(looked + 1, end), end).Contains('.');
        return hasDot ? end : 0;
    }

    private static int NameEnd(Folding text, int at)
    {
        var end = at;
        while (end < text.Length && (InWord(text, end) || text[end] is '.' or '-')) end++;
        while (end > at && text[end - 1] is '.' or '-') end--;
        return end;
    }

    private static bool StartsWith(Folding text, int at, ReadOnlySpan<char> what) =>
        at + what.Length <= text.Length && text.Slice(at, at + what.Length).SequenceEqual(what);
}
