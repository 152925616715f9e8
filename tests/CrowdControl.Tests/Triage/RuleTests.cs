using CrowdControl.Analysis.Text;
using CrowdControl.Analysis.Triage;
using CrowdControl.Analysis.Triage.Rules;

namespace CrowdControl.Tests.Triage;

public sealed class RuleTests
{
    public static TheoryData<string> Ids => [.. RuleSet.Shipped.Rules.Select(entry => entry.Rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_fires_on_its_own_lines_and_on_none_of_its_counter_examples(string id)
    {
        var rule = RuleSet.Shipped.Rules.Single(entry => entry.Rule.Id == id).Rule;

        var missed = rule.Matches.Where(line => !Fires(id, line));
        var false_alarms = rule.Ignores.Where(line => Fires(id, line));

        Assert.Equal([], missed);
        Assert.Equal([], false_alarms);
        Assert.True(rule.Matches.Length >= 3 && rule.Ignores.Length >= 3, "at least three lines of each kind");
    }

    [Fact]
    public void Every_rule_has_its_own_id_and_a_meaning_that_ends_like_a_sentence()
    {
        var rules = RuleSet.Shipped.Rules.Select(entry => entry.Rule).ToList();

        var ids = rules.Select(rule => rule.Id).Distinct();

        Assert.Equal(rules.Count, ids.Count());
        Assert.All(rules, rule => Assert.EndsWith(".", rule.Meaning, StringComparison.Ordinal));
        Assert.All(rules, rule => Assert.True(rule.Version >= 1 && rule.Band > RiskBand.None));
    }

    private static bool Fires(string id, string line) =>
        RuleSet.Shipped.Find(Tokeniser.Read(line)).SelectMany(found => found).Any(found => found.Rule.Id == id);
}
