using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class FaultTests
{
    private const string Create = "com.atproto.repo.createRecord";
    private const string Key = "3lbxyz2abcd2a";

    [Theory]
    [InlineData("drop-after", true)]
    [InlineData("drop-before", false)]
    public async Task An_answer_can_be_lost_after_the_act_or_before_it(string act, bool done)
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await network.Misbehave(new { method = Create, act });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => alice.Create(Member.PostOf("x"), Key));
        var list = await network.Get("xrpc/com.atproto.repo.listRecords?repo=alice.test&collection=app.bsky.feed.post");

        Assert.Equal(done ? 1 : 0, list.Body["records"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_answer_can_be_cut_short()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await network.Misbehave(new { method = "app.bsky.feed.getTimeline", act = "truncate" });

        await Assert.ThrowsAnyAsync<Exception>(() => alice.Read("app.bsky.feed.getTimeline"));
        var again = await alice.Read("app.bsky.feed.getTimeline");

        Assert.NotNull(again["feed"]);
    }

    [Fact]
    public async Task A_status_with_headers_is_given_as_often_as_asked_after_as_many_good_answers_as_asked()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await network.Misbehave(new
        {
            method = Create,
            act = "answer",
            status = 429,
            times = 2,
            after = 1,
            headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
            body = new { error = "RateLimitExceeded", message = "Rate Limit Exceeded" },
        });

        var statuses = new List<int>();
        for (var time = 0; time < 4; time++) statuses.Add((await alice.Create(Member.PostOf("x"))).Status);

        Assert.Equal([200, 429, 429, 200], statuses);
    }

    [Fact]
    public async Task It_can_lie_about_what_it_did()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await network.Misbehave(new { method = Create, act = "lie", status = 200, body = new { uri = "at://nowhere" } });

        var told = await alice.Create(Member.PostOf("x"));
        var list = await network.Get("xrpc/com.atproto.repo.listRecords?repo=alice.test&collection=app.bsky.feed.post");

        Assert.Equal((200, "at://nowhere"), (told.Status, told.Body["uri"]!.GetValue<string>()));
        Assert.Single(list.Body["records"]!.AsArray());
    }

    [Fact]
    public async Task A_slow_answer_comes_in_the_end_and_the_script_says_what_is_left()
    {
        await using var network = await NetworkUnderTest.Start();
        await network.Misbehave(new { method = "/feeds/", act = "delay", delayMilliseconds = 50, times = 2 });

        using var slow = await network.Http.GetAsync("feeds/gazette.xml");
        var left = (await network.Get("_faults")).Body.AsArray();
        await network.Http.DeleteAsync("_faults");
        var none = (await network.Get("_faults")).Body.AsArray();

        Assert.True(slow.IsSuccessStatusCode);
        Assert.Equal(1, Assert.Single(left)!["times"]!.GetValue<int>());
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_script_with_a_misspelt_word_is_refused()
    {
        await using var network = await NetworkUnderTest.Start();

        using var answer = await network.Http.PostAsJsonAsync("_faults", new JsonArray(new JsonObject { ["methd"] = "*", ["act"] = "delay" }));

        Assert.Equal(400, (int)answer.StatusCode);
    }
}
