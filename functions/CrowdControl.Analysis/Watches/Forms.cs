using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Watches;

/// <summary>The words that a position answers to: itself, itself without accents, the body of a tag. A handle answers to itself only.</summary>
internal static class Forms
{
    public static List<ReadOnlyMemory<char>> Of(in Token token)
    {
        var forms = new List<ReadOnlyMemory<char>>(4) { token.Form };
        if (token.Kind == TokenKind.Tag) forms.Add(token.Form[1..]);
        if (!token.Plain.Equals(token.Form) && token.Kind is not (TokenKind.Handle or TokenKind.Address or TokenKind.Mail))
        {
            forms.Add(token.Plain);
            if (token.Kind == TokenKind.Tag) forms.Add(token.Plain[1..]);
        }
        return forms;
    }

    public static bool Has(in Token token, ReadOnlySpan<char> word)
    {
        foreach (var form in Of(token))
            if (form.Span.SequenceEqual(word)) return true;
        return false;
    }
}
