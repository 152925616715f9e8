using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class RecordTests
{
    private const string Key = "3lbxyz2abcd2a";

    [Fact]
    public async Task The_same_record_has_the_same_CID_as_on_the_real_server()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var record = Member.PostOf("hello world", new JsonObject { ["langs"] = new JsonArray("en") }, "2026-01-02T03:04:05.678Z");

        var (_, made) = await alice.Create(record);

        Assert.Equal("bafyreiar5haceixnakbx6smqrgkojxp2xl35zgkl2p6uoy23zcaiipwxnq", made["cid"]!.GetValue<string>());
        Assert.Equal("valid", made["validationStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_record_key_that_exists_is_500_and_the_first_record_stays()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await alice.Create(Member.PostOf("first"), Key);

        var second = await alice.Create(Member.PostOf("second"), Key);
        var kept = await alice.Read($"com.atproto.repo.getRecord?repo=alice.test&collection=app.bsky.feed.post&rkey={Key}");

        Assert.Equal((500, "InternalServerError"), (second.Status, second.Body["error"]!.GetValue<string>()));
        Assert.Equal("first", kept["value"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deleting_twice_is_200_and_the_record_is_then_not_found()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var made = await alice.Say("soon gone");

        var first = await alice.Delete(made);
        var second = await alice.Delete(made);
        var rkey = made["uri"]!.GetValue<string>().Split('/')[4];
        var read = await network.Get($"xrpc/com.atproto.repo.getRecord?repo=alice.test&collection=app.bsky.feed.post&rkey={rkey}");

        Assert.NotNull(first.Body["commit"]);
        Assert.Equal((200, "{}"), (second.Status, second.Body.ToJsonString()));
        Assert.Equal((400, "RecordNotFound"), (read.Status, read.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Nobody_writes_into_the_repository_of_another()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));

        var body = new JsonObject { ["repo"] = bob.Did, ["collection"] = "app.bsky.feed.post", ["record"] = Member.PostOf("as if I were Bob") };
        var answer = await alice.Call("com.atproto.repo.createRecord", body);

        Assert.Equal((401, "AuthenticationRequired"), (answer.Status, answer.Body["error"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(false, "e,d|c,b|a")]
    [InlineData(true, "a,b|c,d|e")]
    public async Task Records_are_listed_in_pages_by_key(bool reverse, string expected)
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        foreach (var text in new[] { "a", "b", "c", "d", "e" }) await alice.Say(text);

        var pages = new List<string>();
        for (string? cursor = ""; cursor is not null && pages.Count < 9;)
        {
            var page = await alice.Read(
                $"com.atproto.repo.listRecords?repo=alice.test&collection=app.bsky.feed.post&limit=2&reverse={(reverse ? "true" : "false")}&cursor={cursor}");
            if (page["records"]!.AsArray() is { Count: > 0 } records) pages.Add(string.Join(',', records.Select(one => one!["value"]!["text"])));
            cursor = page["cursor"]?.GetValue<string>();
        }

        Assert.Equal(expected, string.Join('|', pages));
    }

    [Fact]
    public async Task Putting_the_same_record_again_makes_no_commit()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        JsonObject Body() => new()
        {
            ["repo"] = alice.Did,
            ["collection"] = "app.bsky.actor.profile",
            ["rkey"] = "self",
            ["record"] = new JsonObject { ["$type"] = "app.bsky.actor.profile", ["displayName"] = "Alice" },
        };

        var first = await alice.Call("com.atproto.repo.putRecord", Body());
        var again = await alice.Call("com.atproto.repo.putRecord", Body());

        Assert.NotNull(first.Body["commit"]);
        Assert.Null(again.Body["commit"]);
        Assert.Equal(first.Body["cid"]!.GetValue<string>(), again.Body["cid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_share_no_key()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var made = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => alice.Say($"post {number}")));
        var profile = await alice.Read("app.bsky.actor.getProfile?actor=alice.test");

        Assert.Equal(200, made.Select(one => one["uri"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(200, profile["postsCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Putting_only_where_nothing_is_changes_nothing_that_is_there()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        Task<(int Status, JsonNode Body)> Put(string text) => alice.Call("com.atproto.repo.putRecord", new JsonObject
        {
            ["repo"] = alice.Did,
            ["collection"] = "app.bsky.feed.post",
            ["rkey"] = Key,
            ["record"] = Member.PostOf(text),
            ["swapRecord"] = null,
        });

        var first = await Put("first");
        var same = await Put("first");
        var other = await Put("other");

        Assert.Equal((200, 200, 400), (first.Status, same.Status, other.Status));
        Assert.Equal("InvalidSwap", other.Body["error"]!.GetValue<string>());
        Assert.Equal($"Record was at {first.Body["cid"]}", other.Body["message"]!.GetValue<string>());
    }
}
