using System.Text.Json;
using CrowdControl.Analysis.Triage;
using CrowdControl.Tests.Watches;

namespace CrowdControl.Tests.Triage;

public sealed class BasicEngineTests
{
    private static readonly BasicEngine Engine = new();
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Theory]
    [InlineData("Does anyone know when the police station on the high street is open today?", "en")]
    [InlineData("Mae'r heddlu wedi cau'r ffordd heddiw, ond nid oes neb wedi ei anafu", "cy")]
    [InlineData("Tá na gardaí ag lorg cabhrach agus níl an bóthar oscailte inniu", "ga")]
    [InlineData("Booliska ayaa sheegay in wadada la xiray maanta oo qof la waayay", "so")]
    [InlineData("Policja jest na miejscu, ale nie wiem co się stało i czy można przejechać", "pl")]
    [InlineData("پولیس نے سڑک بند کر دی ہے", "ur")]
    [InlineData("الشرطة في الشارع الآن هذا خطير", "ar")]
    [InlineData("ਪੁਲਿਸ ਨੇ ਸੜਕ ਬੰਦ ਕਰ ਦਿੱਤੀ", "pa")]
    [InlineData("Поліція перекрила дорогу, її немає", "uk")]
    [InlineData("ok", "und")]
    [InlineData("Xyzzy plugh frobozz quux", "und")]
    [InlineData("12345 !!!", "und")]
    public void A_language_is_named_by_script_and_small_words_or_left_undetermined(string text, string tag)
    {
        var classification = Classify(text);

        Assert.Equal(tag, classification.Language.Tag);
    }

    [Theory]
    [InlineData("Mae'r heddlu wedi cau'r ffordd heddiw, ond nid oes neb wedi ei anafu", NotAssessed.LanguageNotCovered)]
    [InlineData("Xyzzy plugh frobozz quux", NotAssessed.LanguageUnknown)]
    [InlineData("\U0001F62D\U0001F62D", NotAssessed.NoText)]
    [InlineData("", NotAssessed.NoText)]
    public void What_the_rules_cannot_read_is_not_assessed_and_never_none(string text, NotAssessed why)
    {
        var classification = Classify(text);

        Assert.Null(classification.Band);
        Assert.Equal(why, classification.Why);
        Assert.All(classification.Signals, signal => Assert.Equal((why, (RiskBand?)null), (signal.Why!.Value, signal.Band)));
    }

    [Fact]
    public void A_category_without_rules_is_not_assessed_even_in_english()
    {
        var classification = Classify("The officers at the front desk were very helpful today, thank you all");

        var signals = classification.Signals;

        Assert.Equal(Categories.All, signals.Select(signal => signal.Category));
        Assert.Equal(NotAssessed.CategoryNotCovered, signals.Single(signal => signal.Category == Category.Complaint).Why);
        Assert.Equal(RiskBand.None, classification.Band);
    }

    [Fact]
    public void A_worrying_english_sentence_in_a_text_of_another_language_still_counts()
    {
        var classification = Classify("Mae'r heddlu wedi cau'r ffordd heddiw. I want to die.");

        Assert.Equal(RiskBand.Medium, classification.Band);
        Assert.Equal(NotAssessed.LanguageNotCovered, classification.Signals.Single(s => s.Category == Category.Threat).Why);
    }

    [Fact]
    public void A_short_english_text_is_assessed_although_its_language_stays_undetermined()
    {
        var classification = Classify("ok mate, see you");

        Assert.Equal(RiskBand.None, classification.Band);
    }

    [Fact]
    public void A_band_comes_with_the_rule_and_the_words_behind_it()
    {
        const string text = "Honestly? I just want to dieee \U0001F62D";

        var signal = Classify(text).Signals.Single(s => s.Category == Category.OwnExplicit);

        var reason = Assert.Single(signal.Reasons);
        Assert.Equal("own-explicit.wish", reason.Id);
        Assert.Equal("I just want to dieee", text.Substring(reason.Spans[0].Start, reason.Spans[0].Length));
    }

    [Fact]
    public void The_stamp_says_that_the_engine_is_basic_and_which_rules_it_used()
    {
        var stamp = Classify("hello").Stamp;

        Assert.StartsWith("basic", stamp.Engine, StringComparison.Ordinal);
        Assert.Equal((12, 12, Day), (stamp.Rules.Length, stamp.Lexicons.Length, stamp.Clock));
        Assert.Contains("basic", Engine.Description.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_answered_and_always_alike()
    {
        var random = new Random(5);

        for (var i = 0; i < 2_000; i++)
        {
            var text = HostileText.Next(random, 40);

            var first = Classify(text);

            Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(new BasicEngine().Classify(new TriageText(text, [], Day))));
            Assert.All(first.Signals, signal => Assert.Equal(signal.Band is null, signal.Why is not null));
        }
    }

    private static Classification Classify(string text) => Engine.Classify(new TriageText(text, [], Day));
}
