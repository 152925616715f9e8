using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Triage.Languages;

/// <summary>Languages that their script, or letters that only they use, give away. Null where several are possible.</summary>
internal static class ByScript
{
    private const double MostOf = 0.7;

    public static LanguageGuess? Guess(ScriptCount scripts, List<Token> words)
    {
        if (scripts.Letters < 3) return null;
        if (scripts.Share(Script.Kana) > 0.1 && scripts.Share(Script.Kana) + scripts.Share(Script.Han) >= MostOf) return Sure("ja");
        return Sure(Only(scripts) switch
        {
            Script.Arabic => OfArabicScript(words),
            Script.Cyrillic => OfCyrillicScript(words),
            Script.Greek => "el",
            Script.Hebrew => "he",
            Script.Bengali => "bn",
            Script.Gurmukhi => "pa",
            Script.Gujarati => "gu",
            Script.Tamil => "ta",
            Script.Thai => "th",
            Script.Hangul => "ko",
            Script.Han => "zh",
            _ => null,
        });
    }

    private static Script? Only(ScriptCount scripts) =>
        Enum.GetValues<Script>().Cast<Script?>().FirstOrDefault(script => scripts.Share(script!.Value) >= MostOf);

    private static string? OfArabicScript(List<Token> words) =>
        Has(words, "ٹڈڑےںہھ") ? "ur" : Has(words, "پچژگ") ? null : Has(words, "ةىإأ") || Any(words, ["في", "من", "على", "هذا", "لا", "ما"]) ? "ar" : null;

    private static string? OfCyrillicScript(List<Token> words) => (Has(words, "іїєґ"), Has(words, "ыэъё")) switch
    {
        (true, false) => "uk",
        (false, true) => "ru",
        _ => null,
    };

    private static bool Has(List<Token> words, string letters) => words.Any(word => word.Form.Span.ContainsAny(letters));

    private static bool Any(List<Token> words, string[] known) => words.Any(word => known.Contains(word.ToString()));

    private static LanguageGuess? Sure(string? tag) => tag is null ? null : new LanguageGuess(tag, 0.9, null);
}
