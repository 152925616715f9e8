using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Triage.Languages;

/// <summary>Guesses a language by its script and by the small words that every text of it holds. Says <c>und</c> when unsure.</summary>
internal sealed class LanguageProfiles
{
    /// <summary>Fewer letters than this decide nothing in Latin script.</summary>
    private const int FewestLetters = 12;
    private const double LeastShare = 0.2;
    private const double LeastLead = 1.5;

    public static readonly LanguageProfiles Shipped = new();

    private readonly FrozenDictionary<string, string[]> _languagesOf;
    private readonly FrozenSet<string> _english;

    private LanguageProfiles()
    {
        var lines = ReadLines("profiles.txt");
        _languagesOf = lines
            .SelectMany(line => line[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: word, Tag: line[..2])))
            .GroupBy(pair => pair.Word, pair => pair.Tag, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);
        var common = ReadLines("english.txt");
        _english = common.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Concat(_languagesOf.Where(entry => entry.Value.Contains("en")).Select(entry => entry.Key))
            .ToFrozenSet(StringComparer.Ordinal);
        var all = Encoding.UTF8.GetBytes(string.Join('\n', lines.Concat(common)));
        Version = Convert.ToHexStringLower(SHA256.HashData(all))[..12];
    }

    /// <summary>The digest of the word lists.</summary>
    public string Version { get; }

    public LanguageGuess Guess(TokenisedText text)
    {
        var words = text.Tokens.Where(token => token.Kind == TokenKind.Word).ToList();
        var scripts = ScriptCount.Of(words);
        if (scripts.Letters == 0) return Unsure;
        if (scripts.Share(Script.Latin) >= 0.5) return scripts.Letters < FewestLetters ? Unsure : ByWords(words);
        return ByScript.Guess(scripts, words) ?? Unsure;
    }

    /// <summary>True when at least half of the words are common English ones; for texts too short for a guess.</summary>
    public bool ReadsAsEnglish(TokenisedText text)
    {
        var words = text.Tokens.Where(token => token.Kind == TokenKind.Word).ToList();
        return words.Count > 0 && words.Count(word => _english.Contains(word.ToString())) * 2 >= words.Count;
    }

    private static LanguageGuess Unsure => new(LanguageGuess.Undetermined, 0, null);

    private LanguageGuess ByWords(List<Token> words)
    {
        var scores = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var word in words)
            if (_languagesOf.TryGetValue(word.ToString(), out var tags))
                foreach (var tag in tags) scores[tag] = scores.GetValueOrDefault(tag) + 1.0 / tags.Length;
        if (scores.Count == 0) return Unsure;
        var ranked = scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key, StringComparer.Ordinal).ToList();
        var (best, second) = (ranked[0], ranked.Count > 1 ? ranked[1].Value : 0);
        var runnerUp = ranked.Count > 1 ? ranked[1].Key : null;
        var isClear = best.Value >= 1.5 && best.Value / words.Count >= LeastShare && best.Value >= second * LeastLead;
        return isClear
            ? new LanguageGuess(best.Key, Math.Round(best.Value / (best.Value + second + 0.5), 4), runnerUp)
            : new LanguageGuess(LanguageGuess.Undetermined, 0, best.Key);
    }

    private static List<string> ReadLines(string name)
    {
        using var stream = typeof(LanguageProfiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '/')];
    }
}
