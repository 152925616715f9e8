using System.Buffers;
using System.Collections.Frozen;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Triage.Rules;

/// <summary>The words of one sentence, each with the spellings it may be read as.</summary>
internal sealed class Sentence
{
    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?;\n\r");

    private readonly List<(Token Token, string[] Readings)> _words = [];

    public int Count => _words.Count;

    public static List<Sentence> Of(TokenisedText text)
    {
        var sentences = new List<Sentence> { new() };
        var end = 0;
        foreach (var token in text.Tokens)
        {
            if (token.Kind is not (TokenKind.Word or TokenKind.Tag)) continue;
            if (sentences[^1].Count > 0 && text.Original.AsSpan(end, Math.Max(0, token.Start - end)).ContainsAny(Ends))
                sentences.Add(new Sentence());
            sentences[^1]._words.Add((token, ReadingsOf(token)));
            end = token.End;
        }
        return sentences;
    }

    public bool IsAny(int at, FrozenSet<string> known)
    {
        foreach (var reading in _words[at].Readings)
            if (known.Contains(reading)) return true;
        return false;
    }

    public bool BeginsWithAny(int at, string[] beginnings) => Array.Exists(_words[at].Readings,
        reading => Array.Exists(beginnings, begin => reading.StartsWith(begin, StringComparison.Ordinal)));

    public TextSpan Span(int first, int end) => new(_words[first].Token.Start, _words[end - 1].Token.End - _words[first].Token.Start);

    /// <summary>As written, without accents, and with letters drawn out for effect made short again ("diiie").</summary>
    private static string[] ReadingsOf(Token token)
    {
        var word = token.Plain.ToString().TrimStart('#');
        var once = Shorten(word, 1);
        var twice = Shorten(word, 2);
        return once.Length == word.Length || twice.Length == word.Length ? [word] : [word, once, twice];
    }

    private static string Shorten(string word, int most)
    {
        var kept = new List<char>(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var run = i;
            while (run < word.Length && word[run] == word[i]) run++;
            kept.AddRange(Enumerable.Repeat(word[i], run - i >= 3 ? most : run - i));
            i = run - 1;
        }
        return new string([.. kept]);
    }
}
