using System.Globalization;
using System.Text.Json.Nodes;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class TimelineTests
{
    private const string Notifications = "app.bsky.notification.listNotifications";

    [Fact]
    public async Task A_mention_a_reply_and_a_quote_are_told_once_each_and_never_to_oneself()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        var post = await alice.Say("hello");

        await bob.Say("@alice.test hi", Member.Mentioning(alice, 11), At(1));
        var reply = await bob.Say("a reply", Member.Answering(post), At(2));
        await bob.Say("a quote", Member.Quoting(post), At(3));
        await alice.Say("my own reply", Member.Answering(post, reply), At(4));
        var told = (await alice.Read(Notifications))["notifications"]!.AsArray();

        Assert.Equal(["quote", "reply", "mention"], told.Select(one => one!["reason"]!.GetValue<string>()));
        Assert.Equal(post["uri"]!.GetValue<string>(), told[1]!["reasonSubject"]!.GetValue<string>());
        Assert.All(told, one => Assert.Equal("bobby.test", one!["author"]!["handle"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Whoever_is_further_up_a_conversation_hears_of_an_answer_too()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob, carol) = (await network.Join("alice"), await network.Join("bobby"), await network.Join("carol"));
        var post = await alice.Say("hello");
        var reply = await bob.Say("a reply", Member.Answering(post), At(1));

        await carol.Say("a reply to the reply", Member.Answering(post, reply), At(2));
        var told = (await alice.Read($"{Notifications}?reasons=reply"))["notifications"]!.AsArray();

        Assert.Equal(["a reply to the reply", "a reply"], told.Select(one => one!["record"]!["text"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_deleted_post_takes_its_notifications_along()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        var post = await alice.Say("hello");
        var reply = await bob.Say("a reply", Member.Answering(post));
        await bob.Say("another", Member.Answering(post), At(1));

        await bob.Delete(reply);
        var afterReply = (await alice.Read(Notifications))["notifications"]!.AsArray();
        await alice.Delete(post);
        var afterPost = (await alice.Read(Notifications))["notifications"]!.AsArray();

        Assert.Equal("another", Assert.Single(afterReply)!["record"]!["text"]!.GetValue<string>());
        Assert.Empty(afterPost);
    }

    [Fact]
    public async Task Paging_gives_each_notification_once_even_where_many_share_a_moment()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        for (var number = 0; number < 25; number++) await bob.Say($"@alice.test {number}", Member.Mentioning(alice, 11), At(number / 10));

        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await alice.Read($"{Notifications}?limit=4&cursor={Uri.EscapeDataString(cursor)}");
            found.AddRange(page["notifications"]!.AsArray().Select(one => one!["record"]!["text"]!.GetValue<string>()));
            cursor = page["cursor"]?.GetValue<string>();
        }

        Assert.Equal(25, found.Count);
        Assert.Equal(25, found.Distinct().Count());
    }

    [Fact]
    public async Task A_feed_sorts_by_the_clients_time_but_never_by_one_in_the_future()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        await alice.Say("of 2036", at: "2036-01-02T03:04:05.678Z");
        await alice.Say("of 2020", at: "2020-01-02T03:04:05.678Z");

        var feed = (await alice.Read("app.bsky.feed.getAuthorFeed?actor=alice.test"))["feed"]!.AsArray();

        Assert.Equal(["of 2036", "of 2020"], feed.Select(item => item!["post"]!["record"]!["text"]!.GetValue<string>()));
        Assert.Equal("2036-01-02T03:04:05.678Z", feed[0]!["post"]!["record"]!["createdAt"]!.GetValue<string>());
        Assert.True(string.CompareOrdinal(feed[0]!["post"]!["indexedAt"]!.GetValue<string>(), "2036") < 0);
    }

    [Fact]
    public async Task Of_posts_of_the_same_moment_the_one_that_came_last_is_newest()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var texts = Enumerable.Range(0, 8).Select(number => $"{number}").ToArray();
        foreach (var text in texts) await alice.Say(text, at: At(1));

        var feed = await alice.Read("app.bsky.feed.getAuthorFeed?actor=alice.test");

        Assert.Equal(texts.Reverse(), Texts(feed));
    }

    [Fact]
    public async Task An_author_feed_comes_in_pages_and_can_leave_replies_out()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");
        var first = await alice.Say("one", at: At(1));
        await alice.Say("two", at: At(2));
        await alice.Say("answer", Member.Answering(first), At(3));

        var page = await alice.Read("app.bsky.feed.getAuthorFeed?actor=alice.test&limit=2");
        var next = await alice.Read($"app.bsky.feed.getAuthorFeed?actor=alice.test&limit=2&cursor={page["cursor"]}");
        var posts = await alice.Read("app.bsky.feed.getAuthorFeed?actor=alice.test&filter=posts_no_replies");

        Assert.Equal(["answer", "two"], Texts(page));
        Assert.Equal(["one"], Texts(next));
        Assert.Equal(["two", "one"], Texts(posts));
    }

    [Fact]
    public async Task A_conversation_shows_parents_answers_and_a_sign_where_a_post_is_gone()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        var post = await alice.Say("root");
        var reply = await bob.Say("reply", Member.Answering(post), At(1));
        var deep = await alice.Say("deep", Member.Answering(post, reply), At(2));

        var whole = (await alice.Read($"app.bsky.feed.getPostThread?uri={reply["uri"]}"))["thread"]!;
        await bob.Delete(reply);
        var broken = (await alice.Read($"app.bsky.feed.getPostThread?uri={deep["uri"]}"))["thread"]!;
        var gone = await network.Get($"xrpc/app.bsky.feed.getPostThread?uri={reply["uri"]}", alice.Access);

        Assert.Equal("root", whole["parent"]!["post"]!["record"]!["text"]!.GetValue<string>());
        Assert.Equal("deep", whole["replies"]![0]!["post"]!["record"]!["text"]!.GetValue<string>());
        Assert.Equal("app.bsky.feed.defs#notFoundPost", broken["parent"]!["$type"]!.GetValue<string>());
        Assert.Equal((400, "NotFound"), (gone.Status, gone.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_search_finds_words_and_phrases_and_keeps_to_an_author()
    {
        await using var network = await NetworkUnderTest.Start();
        var (alice, bob) = (await network.Join("alice"), await network.Join("bobby"));
        await alice.Say("The bridge is closed", at: At(1));
        await bob.Say("closed is the bridge", at: At(2));

        var words = await alice.Read("app.bsky.feed.searchPosts?q=bridge%20closed");
        var phrase = await alice.Read("app.bsky.feed.searchPosts?q=%22bridge%20is%22");
        var author = await alice.Read("app.bsky.feed.searchPosts?q=bridge%20from:bobby.test");

        Assert.Equal(2, words["posts"]!.AsArray().Count);
        Assert.Equal("The bridge is closed", Assert.Single(phrase["posts"]!.AsArray())!["record"]!["text"]!.GetValue<string>());
        Assert.Equal("closed is the bridge", Assert.Single(author["posts"]!.AsArray())!["record"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_the_AppView_knows_is_for_members_only_and_pages_hold_100_at_most()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var stranger = await network.Get("xrpc/app.bsky.feed.getTimeline");
        var greedy = await network.Get("xrpc/app.bsky.feed.getTimeline?limit=101", alice.Access);

        Assert.Equal((401, "AuthMissing"), (stranger.Status, stranger.Body["error"]!.GetValue<string>()));
        Assert.Equal((400, "InvalidRequest"), (greedy.Status, greedy.Body["error"]!.GetValue<string>()));
    }

    private static IEnumerable<string> Texts(JsonNode page) => page["feed"]!.AsArray().Select(item => item!["post"]!["record"]!["text"]!.GetValue<string>());

    /// <summary>A moment in the past, the more seconds the later.</summary>
    private static string At(int second) =>
        DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(second).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
