using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

/// <summary>The messages are those that the real server (pds 0.4.217) gave to the same records.</summary>
public sealed class ValidationTests
{
    private const string Prefix = "Invalid app.bsky.feed.post record: ";

    public static TheoryData<string, string> Refused => new()
    {
        { """{"createdAt":"2026-01-02T03:04:05.678Z"}""", """Missing required key "text" at $.record""" },
        { """{"text":1,"createdAt":"2026-01-02T03:04:05.678Z"}""", "Expected string value type (got 1) at $.record.text" },
        { """{"text":"x"}""", """Missing required key "createdAt" at $.record""" },
        { """{"text":"x","createdAt":"yesterday"}""", """Invalid datetime (got "yesterday") at $.record.createdAt""" },
        { """{"text":"x","createdAt":"2026-01-02T03:04:05"}""", """Invalid datetime (got "2026-01-02T03:04:05") at $.record.createdAt""" },
        { Post(""" "langs":["not a lang"] """), """Invalid language (got "not a lang") at $.record.langs[0]""" },
        { Post(""" "langs":["en","cy","fr","de"] """), "array too big (maximum 3, got 4) at $.record.langs" },
        { Facet("""{"byteStart":-1,"byteEnd":2}""", "[]"), "integer too small (minimum 0, got -1) at $.record.facets[0].index.byteStart" },
        { Feature("mention", "\"did\":\"bob\""), """Invalid DID (got "bob") at $.record.facets[0].features[0].did""" },
        { Feature("link", "\"uri\":\"not a uri\""), """Invalid uri (got "not a uri") at $.record.facets[0].features[0].uri""" },
        { Feature("tag", $"\"tag\":\"{new string('a', 65)}\""), "grapheme too big (maximum 64, got 65) at $.record.facets[0].features[0].tag" },
        {
            Facet("""{"byteStart":0,"byteEnd":1}""", """[{"x":1}]"""),
            """Expected an object which includes the "$type" property value type (got {"x": ...}) at $.record.facets[0].features[0]"""
        },
        { Post(""" "embed":{"$type":"app.bsky.embed.images"} """), """Missing required key "images" at $.record.embed""" },
        { Post(""" "reply":{"root":{"uri":"http://x","cid":"x"}} """), """Invalid at-uri (got "http://x") at $.record.reply.root.uri""" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_bad_record_is_400_in_the_real_servers_words(string record, string complaint)
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var answer = await alice.Create(JsonNode.Parse(record)!);

        Assert.Equal((400, "InvalidRequest"), (answer.Status, answer.Body["error"]!.GetValue<string>()));
        Assert.Equal(Prefix + complaint, answer.Body["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_post_may_have_300_characters_as_people_count_and_3000_bytes()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        const string family = "\U0001F468‍\U0001F469‍\U0001F467‍\U0001F466";

        var longest = await alice.Create(Member.PostOf(string.Concat(Enumerable.Repeat(family, 100))));
        var tooLong = await alice.Create(Member.PostOf(new string('a', 301)));
        var tooBig = await alice.Create(Member.PostOf(string.Concat(Enumerable.Repeat(family, 130))));

        Assert.Equal(200, longest.Status);
        Assert.Equal($"{Prefix}grapheme too big (maximum 300, got 301) at $.record.text", tooLong.Body["message"]!.GetValue<string>());
        Assert.Equal($"{Prefix}string too big (maximum 3000, got 3250) at $.record.text", tooBig.Body["message"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(""" "embed":{"$type":"example.other.embed","x":1} """)]
    [InlineData(""" "facets":[{"index":{"byteStart":0,"byteEnd":100},"features":[{"$type":"app.bsky.richtext.facet#other"}]}] """)]
    [InlineData(""" "extra":{"a":1} """)]
    public async Task What_nobody_knows_yet_is_let_through_as_the_protocol_demands(string also)
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var answer = await alice.Create(JsonNode.Parse(Post(also))!);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_record_without_checks_is_kept_but_no_timeline_shows_it()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var (status, made) = await alice.Create(Member.PostOf(new string('a', 301)), validate: false);
        var feed = await alice.Read("app.bsky.feed.getAuthorFeed?actor=alice.test");

        Assert.Equal(200, status);
        Assert.Null(made["validationStatus"]);
        Assert.Empty(feed["feed"]!.AsArray());
    }

    [Fact]
    public async Task A_record_key_has_to_be_a_TID_and_a_number_whole()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var key = await alice.Create(Member.PostOf("x"), rkey: "nottid");
        var fraction = await alice.Create(Member.PostOf("x", new JsonObject { ["extra"] = 1.5 }));

        Assert.Equal("""Invalid record key for app.bsky.feed.post: Invalid TID string (got "nottid") at $""", key.Body["message"]!.GetValue<string>());
        Assert.EndsWith("(got 1.5) at $.record.extra", fraction.Body["message"]!.GetValue<string>());
    }

    private static string Post(string also) => $$"""{"text":"x","createdAt":"2026-01-02T03:04:05.678Z",{{also}}}""";

    private static string Facet(string index, string features) => Post($$""" "facets":[{"index":{{index}},"features":{{features}}}] """);

    private static string Feature(string kind, string value) =>
        Facet("""{"byteStart":0,"byteEnd":1}""", $$"""[{"$type":"app.bsky.richtext.facet#{{kind}}",{{value}}}]""");
}
