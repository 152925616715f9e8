using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrowdControl.Analysis.Text;

namespace CrowdControl.Analysis.Triage.Rules;

/// <summary>A rule that fired and the words that fired it.</summary>
internal sealed record Finding(Rule Rule, TextSpan Span)
{
    public Reason ToReason() => new(ReasonKind.Rule, Rule.Id, Rule.Meaning, [Span], (int)Rule.Band);
}

/// <summary>The rules that ship, compiled once.</summary>
internal sealed class RuleSet
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    public static readonly RuleSet Shipped = Load();

    private readonly List<CompiledRule> _compiled;

    private RuleSet(IReadOnlyList<Rule> rules, IReadOnlyDictionary<string, string[]> lists, string version)
    {
        Rules = rules.Select(rule => (rule, Category: Categories.Parse(rule.Category))).ToList();
        _compiled = [.. rules.Select(rule => CompiledRule.Of(rule, lists))];
        Version = version;
    }

    public IReadOnlyList<(Rule Rule, Category Category)> Rules { get; }

    /// <summary>The digest of the rule files.</summary>
    public string Version { get; }

    public ILookup<Category, Finding> Find(TokenisedText text)
    {
        var sentences = Sentence.Of(text);
        return _compiled.Select(rule => rule.Find(sentences)).OfType<Finding>().ToLookup(found => Categories.Parse(found.Rule.Category));
    }

    private static RuleSet Load()
    {
        var assembly = typeof(RuleSet).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith("rules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (Name: name, Bytes: Read(assembly.GetManifestResourceStream(name)!))).ToList();
        var lists = JsonSerializer.Deserialize<Dictionary<string, string>>(files.Single(file => file.Name == "rules/lists.json").Bytes, Json)!
            .ToDictionary(list => list.Key, list => list.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var rules = files.Where(file => file.Name != "rules/lists.json")
            .SelectMany(file => JsonSerializer.Deserialize<Rule[]>(file.Bytes, Json)!).ToList();
        var digest = SHA256.HashData([.. files.SelectMany(file => file.Bytes)]);
        return new RuleSet(rules, lists, Convert.ToHexStringLower(digest)[..12]);
    }

    private static byte[] Read(Stream stream)
    {
        using var all = new MemoryStream();
        using (stream) stream.CopyTo(all);
        return all.ToArray();
    }

    private sealed record CompiledRule(Rule Rule, Pattern[] Patterns, Pattern[] Unless, Pattern[] UnlessAnywhere)
    {
        public static CompiledRule Of(Rule rule, IReadOnlyDictionary<string, string[]> lists)
        {
            Pattern[] All(IEnumerable<string> texts) => [.. texts.Select(text => Pattern.Parse(text, lists))];
            return new CompiledRule(rule, All(rule.Patterns), All(Given(rule.Unless)), All(Given(rule.UnlessAnywhere)));
        }

        public Finding? Find(List<Sentence> sentences)
        {
            foreach (var sentence in sentences)
                if (First(sentence, Patterns) is { } span && First(sentence, Unless) is null
                    && !sentences.Exists(any => First(any, UnlessAnywhere) is not null)) return new Finding(Rule, span);
            return null;
        }

        private static TextSpan? First(Sentence sentence, Pattern[] patterns)
        {
            foreach (var pattern in patterns)
                for (var at = 0; at < sentence.Count; at++)
                    if (pattern.EndOf(sentence, at) is > 0 and var end) return sentence.Span(at, end);
            return null;
        }

        private static ImmutableArray<string> Given(ImmutableArray<string> texts) => texts.IsDefault ? [] : texts;
    }
}
