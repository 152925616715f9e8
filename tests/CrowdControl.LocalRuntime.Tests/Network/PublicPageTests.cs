using System.Net;
using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class PublicPageTests
{
    [Fact]
    public async Task A_strangers_words_are_words_and_never_markup()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await alice.Say("<script>alert(1)</script>", new JsonObject
        {
            ["facets"] = new JsonArray(new JsonObject
            {
                ["index"] = new JsonObject { ["byteStart"] = 0, ["byteEnd"] = 8 },
                ["features"] = new JsonArray(new JsonObject { ["$type"] = "app.bsky.richtext.facet#link", ["uri"] = "javascript:alert(1)" }),
            }),
        });

        using var answer = await network.Http.GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("javascript:", page);
        Assert.Contains("&lt;script&gt;", page);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_visitor_answers_a_post_as_a_resident_and_the_force_hears_of_it()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var path = PathOf(await alice.Say("hello town"));

        using var answer = await Speak(network, path, "oleks.test", "Is this real? @alice.test #Wexmoor");
        var page = await answer.Content.ReadAsStringAsync();
        var told = (await alice.Read("app.bsky.notification.listNotifications"))["notifications"]!.AsArray();

        Assert.Contains("hello town", page);
        Assert.Contains("Is this real? <a href=\"/profile/alice.test\">@alice.test</a>", page);
        Assert.Equal("mention", Assert.Single(told)!["reason"]!.GetValue<string>());
        Assert.NotNull(told[0]!["record"]!["reply"]);
    }

    [Fact]
    public async Task A_post_that_is_too_long_comes_back_with_what_is_wrong_and_what_was_typed()
    {
        await using var network = await NetworkUnderTest.Start();
        await network.Join("alice");

        using var answer = await Speak(network, "/", "oleks.test", new string('x', 301));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("A post holds 300 characters at most; this has 301.", page);
        Assert.Contains(new string('x', 301), page);
    }

    [Theory]
    [InlineData("alice.test", "as")]
    [InlineData("oleks.test", "")]
    public async Task Nobody_speaks_as_the_force_or_says_nothing(string who, string text)
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        using var answer = await Speak(network, "/", who, text);
        var feed = await alice.Read("app.bsky.feed.searchPosts?q=as");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(feed["posts"]!.AsArray());
    }

    [Fact]
    public async Task Another_site_cannot_speak_through_a_visitors_browser()
    {
        await using var network = await NetworkUnderTest.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = Form("oleks.test", "x") };
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await network.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/profile/nobody.test")]
    [InlineData("/profile/nobody.test/post/3lbxyz2abcd2a")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path)
    {
        await using var network = await NetworkUnderTest.Start();

        using var answer = await network.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>Not here</h1>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Older_posts_are_on_further_pages_each_once()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        for (var number = 0; number < 35; number++) await alice.Say($"[post {number}]");

        var first = await network.Http.GetStringAsync("/");
        var older = WebUtility.HtmlDecode(first.Split("<p class=\"older\"><a href=\"")[1].Split('"')[0]);
        var second = await network.Http.GetStringAsync(older);

        var seen = Enumerable.Range(0, 35).Select(number => (first + second).Split($"[post {number}]").Length - 1);
        Assert.All(seen, times => Assert.Equal(1, times));
    }

    private static Task<HttpResponseMessage> Speak(NetworkUnderTest network, string path, string who, string text) =>
        network.Http.PostAsync(path, Form(who, text));

    private static FormUrlEncodedContent Form(string who, string text) => new(new Dictionary<string, string> { ["as"] = who, ["text"] = text });

    private static string PathOf(JsonNode made) => $"/profile/alice.test/post/{made["uri"]!.GetValue<string>().Split('/')[4]}";
}
