using System.Collections.Immutable;
using CrowdControl.Analysis.Text;
using CrowdControl.Analysis.Triage.Languages;
using CrowdControl.Analysis.Triage.Rules;

namespace CrowdControl.Analysis.Triage;

/// <summary>The first engine: a rule set for English and a word profile for languages. No model, no network.</summary>
public sealed class BasicEngine : ITriageEngine
{
    public const string Name = "basic 1";
    private const int MaximumReasons = 8;

    private readonly RuleSet _rules = RuleSet.Shipped;
    private readonly LanguageProfiles _languages = LanguageProfiles.Shipped;
    private readonly ImmutableHashSet<Category> _covered;

    public BasicEngine()
    {
        _covered = [.. _rules.Rules.Select(rule => rule.Category)];
        Description = new EngineDescription(
            Name,
            "This is a basic engine: a short list of English phrases. It misses much, and what it does not find may still matter.",
            ["en"],
            [.. Categories.All.Where(_covered.Contains)]);
    }

    public EngineDescription Description { get; }

    public Classification Classify(TriageText text)
    {
        var read = Tokeniser.Read(text.Text);
        var language = _languages.Guess(read);
        var findings = _rules.Find(read);
        var missing = WhyNot(read, language, text.DeclaredLanguages);
        var signals = Categories.All.Select(category => Judge(category, findings, missing)).ToImmutableArray();
        var stamp = new EngineStamp(Name, "none", _rules.Version, Folding.Version, _languages.Version, "shipped", text.Day, null);
        return new Classification(language, null, [], signals, stamp);
    }

    /// <summary>A rule that fires stands in any language; only its silence needs a language that the rules know.</summary>
    private Signal Judge(Category category, ILookup<Category, Finding> findings, NotAssessed? missing)
    {
        var found = findings[category].OrderByDescending(f => f.Rule.Band).ThenBy(f => f.Rule.Id, StringComparer.Ordinal).ToList();
        if (found.Count > 0)
            return new Signal(category, null, found[0].Rule.Band, null, [.. found.Take(MaximumReasons).Select(f => f.ToReason())]);
        var why = missing ?? (_covered.Contains(category) ? null : NotAssessed.CategoryNotCovered);
        return new Signal(category, null, why is null ? RiskBand.None : null, why, []);
    }

    private NotAssessed? WhyNot(TokenisedText text, LanguageGuess language, IReadOnlyList<string> declared)
    {
        if (!text.Tokens.Any(token => token.Kind is TokenKind.Word or TokenKind.Tag)) return NotAssessed.NoText;
        if (language.Tag == "en") return null;
        if (language.Tag != LanguageGuess.Undetermined) return NotAssessed.LanguageNotCovered;
        var declaredEnglish = declared.Count > 0 && declared.All(IsEnglish);
        return declaredEnglish || _languages.ReadsAsEnglish(text) ? null : NotAssessed.LanguageUnknown;
    }

    private static bool IsEnglish(string tag) => tag.Equals("en", StringComparison.OrdinalIgnoreCase)
        || tag.StartsWith("en-", StringComparison.OrdinalIgnoreCase);
}
