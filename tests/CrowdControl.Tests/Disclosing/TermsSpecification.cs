using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;

namespace CrowdControl.Tests.Disclosing;

public sealed class TermsSpecification
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Withholding Everywhere = new("actor", null, RedactionReason.ThirdParty, "DPA 2018");

    [Fact]
    public void What_no_rule_names_is_shown() => Assert.Null(Terms(Everywhere).Withholds(7, Noon, "reason"));

    [Fact]
    public void A_rule_for_every_entry_keeps_the_field_back_in_each() =>
        Assert.Equal(new Redaction(RedactionReason.ThirdParty, "DPA 2018"), Terms(Everywhere).Withholds(7, Noon, "actor"));

    [Fact]
    public void What_is_said_of_one_entry_beats_what_is_said_of_all()
    {
        var terms = Terms(Everywhere, new Withholding("actor", 7, RedactionReason.Safety, "Insp Patel"));

        Assert.Equal(RedactionReason.Safety, terms.Withholds(7, Noon, "actor")!.Reason);
        Assert.Equal(RedactionReason.ThirdParty, terms.Withholds(8, Noon, "actor")!.Reason);
    }

    [Fact]
    public void Nothing_of_a_sensitive_entry_is_shown()
    {
        var terms = Terms() with { Sensitive = [new SensitiveItem(7, null, RedactionReason.PublicInterest, "MG6D")] };

        Assert.Equal("MG6D", terms.Withholds(7, Noon, "anything")!.Authority);
        Assert.Equal((DisclosureSchedule.Sensitive, DisclosureSchedule.Relevant), (terms.ScheduleOf(7), terms.ScheduleOf(8)));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void A_period_holds_its_first_moment_and_not_its_last(int minutes, bool withheld)
    {
        var terms = Terms() with { Period = new DisclosurePeriod(Noon, Noon.AddHours(1)) };

        Assert.Equal(withheld, terms.Withholds(7, Noon.AddMinutes(minutes), "reason")?.Reason is RedactionReason.OutsidePeriod);
    }

    [Fact]
    public void Each_thing_that_is_wrong_is_named_by_its_field()
    {
        var terms = new DisclosureTerms(
            DisclosureScope.Of([4L, -1]), new DisclosurePeriod(Noon, Noon), true, "", "two\nlines", new string('x', 201), [],
            [new Withholding("", -1, RedactionReason.Erased, "")], [new SensitiveItem(null, null, RedactionReason.OutsidePeriod, "")]);

        Assert.Equal(
            [
                "authority", "complete", "entries", "purpose", "recipient", "sensitive.0.authority", "sensitive.0.entry", "sensitive.0.reason",
                "until", "withheld.0.authority", "withheld.0.entry", "withheld.0.field", "withheld.0.reason",
            ],
            terms.Faults().Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Terms(Everywhere).Faults());
    }

    internal static DisclosureTerms Terms(params Withholding[] withheld) => new(
        DisclosureScope.Of(new ChannelId("wexmoor")), DisclosurePeriod.Always, true, "R v Doe", "An order", "Doe's solicitors", [], [.. withheld], []);
}
