using CrowdControl.Analysis.Watches;

namespace CrowdControl.Tests.Watches;

public sealed class WatchSetTests
{
    [Theory]
    [InlineData("knife", "A KNIFE!", "KNIFE")]
    [InlineData("knife", "a \uFF2B\uFF2E\uFF29\uFF26\uFF25 fight", "\uFF2B\uFF2E\uFF29\uFF26\uFF25")]
    [InlineData("knife", "kn\u200Bi\u00ADfe", "kn\u200Bi\u00ADfe")]
    [InlineData("knife", "\U0001D424\U0001D427\U0001D422\U0001D41F\U0001D41E", "\U0001D424\U0001D427\U0001D422\U0001D41F\U0001D41E")]
    [InlineData("knife", "see #Knife", "#Knife")]
    [InlineData("#knife", "see #Knife", "#Knife")]
    [InlineData("cafe", "the caf\u00E9", "caf\u00E9")]
    [InlineData("cafe", "the cafe\u0301", "cafe\u0301")]
    [InlineData("petrol-bomb", "a petrol bomb", "petrol bomb")]
    [InlineData("officer", "the officer's hat", "officer's")]
    [InlineData("dont", "I don\u2019t", "don\u2019t")]
    [InlineData("oneill", "PC O'Neill", "O'Neill")]
    [InlineData("we", "we'll go", "we'll")]
    [InlineData("1000", "all 1,000 of them", "1,000")]
    [InlineData("@force.example", "hey @Force.example.", "@Force.example")]
    [InlineData("\"missing person\"", "a Missing, person", "Missing, person")]
    [InlineData("\u65E5\u672C", "\u3053\u306E\u65E5\u672C\u306F", "\u65E5\u672C")]
    [InlineData("\U0001F52A", "a \U0001F52A\U0001F52A here", "\U0001F52A\U0001F52A")]
    [InlineData("\U0001F44D", "ok \U0001F44D\U0001F3FD", "\U0001F44D\U0001F3FD")]
    public void A_term_is_found_and_the_span_is_what_was_written(string query, string text, string found)
    {
        var set = Compile(("w", query));

        var hit = Assert.Single(set.Match(text));

        var span = Assert.Single(hit.Spans);
        Assert.Equal(found, text.Substring(span.Start, span.Length));
    }

    [Theory]
    [InlineData("knife", "penknifes")]
    [InlineData("knife", "@knife")]
    [InlineData("knife", "https://x.example/knife")]
    [InlineData("knife", "knife@shop.example")]
    [InlineData("caf\u00E9", "the cafe")]
    [InlineData("well", "we'll")]
    [InlineData("#knife", "a knife")]
    [InlineData("\"missing person\"", "person missing")]
    public void A_text_that_only_looks_alike_is_no_hit(string query, string text)
    {
        var set = Compile(("w", query));

        var hits = set.Match(text);

        Assert.Empty(hits);
    }

    [Fact]
    public void Every_watch_is_told_apart_and_its_spans_do_not_overlap()
    {
        var set = Compile(("b", "knife attack\nknife"), ("a", "attack"), ("c", "gun"));

        var hits = set.Match("knife attack, then a knife");

        Assert.Equal(["a", "b"], hits.Select(hit => hit.Watch));
        Assert.Equal([new MatchSpan(0, 12), new MatchSpan(21, 5)], hits[1].Spans.AsEnumerable());
    }

    [Fact]
    public void The_compiled_set_agrees_with_a_plain_reading_of_every_watch_on_random_text()
    {
        var random = new Random(20261124);
        string[] words = ["knife", "attack", "school", "cafe", "caf\u00E9", "#knife", "@a.b", "\uAC00", "oneill", "1000", "a", "\U0001F44D"];

        for (var round = 0; round < 400; round++)
        {
            var queries = Enumerable.Range(0, 12).Select(w => ($"w{w:D2}",
                string.Join('\n', Enumerable.Range(0, 1 + random.Next(4)).Select(_ =>
                    string.Join(' ', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => words[random.Next(words.Length)])))))).ToArray();
            var set = Compile(queries);
            for (var i = 0; i < 10; i++)
            {
                var text = HostileText.Next(random, 25);

                var hits = set.Match(text);

                Assert.Equal(PlainEvaluator.Match(queries, text), hits.Select(hit => (hit.Watch, string.Join(';', hit.Spans))));
            }
        }
    }

    [Fact]
    public void Spans_stay_inside_the_text_and_never_cut_a_surrogate_pair()
    {
        var set = Compile(("w", "knife\nattack\n\U0001F44D\n\uAC00\n\u65E5\ncafe"));
        var random = new Random(11);

        for (var i = 0; i < 5_000; i++)
        {
            var text = HostileText.Next(random, 30);

            foreach (var span in set.Match(text).SelectMany(hit => hit.Spans))
            {
                Assert.InRange(span.Start + span.Length, 1, text.Length);
                Assert.False(Cuts(text, span.Start) || Cuts(text, span.Start + span.Length), $"cut at {span} in round {i}");
            }
        }
    }

    [Fact]
    public void A_text_of_a_hundred_thousand_signs_is_read_to_its_limit()
    {
        var set = Compile(("w", "knife"));
        var text = new string('\u0301', 50_000) + string.Concat(Enumerable.Repeat("a.a", 20_000)) + " knife";

        var hits = set.Match(text);

        Assert.Empty(hits);
    }

    private static bool Cuts(string text, int at) =>
        at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);

    private static WatchSet Compile(params (string Id, string Query)[] queries) =>
        WatchSet.Compile(queries.Select(q => KeyValuePair.Create(q.Id, QueryReader.Read(q.Query).Query!)));
}
