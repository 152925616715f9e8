using System.Text.Json.Nodes;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks.Bluesky;

public abstract class ReadingContract : BlueskyContract
{
    [Fact]
    public async Task Mentions_replies_and_quotes_are_found_with_who_and_what()
    {
        var (account, access) = await Open();
        var (resident, asking) = await Open("asking");
        var ours = await PublishSeen(account, access, "The bridge is closed.");

        var mention = await Publish(asking, $"@{account.Handle} see https://example.org/photo");
        var reply = await Publish(asking, "Until when?", replyTo: ours.Reference());
        var quote = await Publish(asking, "They say so", quote: ours.Reference());

        var found = (await Eventually.Holds(
            () => Network.Notifications(access, null, CancellationToken.None), page => page.Items.Count == 3)).Items;
        Assert.Equal(
            [(FoundKind.Mention, mention.NativeId), (FoundKind.Reply, reply.NativeId), (FoundKind.Quote, quote.NativeId)],
            found.Select(post => (post.Kind, post.NativeId)).OrderBy(post => post.Kind));
        Assert.All(found, post => Assert.Equal((resident.Did, resident.Handle), (post.Author.AccountId, post.Author.Handle)));
        var (asMention, asReply, asQuote) = (Of(found, mention), Of(found, reply), Of(found, quote));
        Assert.Equal((mention.Version, mention.Text, 0), (asMention.Version, asMention.Text, asMention.ImageCount));
        Assert.Equal(["https://example.org/photo"], asMention.Links);
        Assert.Equal(["en"], asMention.Languages);
        Assert.Equal(mention.CreatedAt.ToUnixTimeMilliseconds(), asMention.CreatedAt.ToUnixTimeMilliseconds());
        Assert.Equal(mention.PublicAddress, asMention.PublicAddress);
        Assert.Equal((ours.NativeId, ours.NativeId, null), (asReply.ReplyTo, asReply.ReplyRoot, asReply.Quote));
        Assert.Equal((null, ours.NativeId), (asQuote.ReplyTo, asQuote.Quote));
    }

    [Fact]
    public async Task A_like_is_no_mention()
    {
        var (account, access) = await Open();
        var (resident, asking) = await Open("asking");
        var ours = await PublishSeen(account, access, "Like this");
        await resident.Call("com.atproto.repo.createRecord", new JsonObject
        {
            ["repo"] = resident.Did,
            ["collection"] = "app.bsky.feed.like",
            ["record"] = new JsonObject
            {
                ["$type"] = "app.bsky.feed.like",
                ["subject"] = new JsonObject { ["uri"] = ours.NativeId, ["cid"] = ours.Version },
                ["createdAt"] = "2026-01-02T03:04:05.678Z",
            },
        });

        await Publish(asking, "And a reply", replyTo: ours.Reference());

        var page = await Eventually.Holds(() => Network.Notifications(access, null, CancellationToken.None), found => found.Items.Count > 0);
        Assert.Equal(FoundKind.Reply, Assert.Single(page.Items).Kind);
    }

    [Fact]
    public async Task The_timeline_shows_the_accounts_own_posts_newest_first_with_replies_and_images()
    {
        var (account, access) = await Open();
        var picture = new OutgoingImage(CrowdControl.Tests.Publishing.Pictures.SamplePictures.Png(4, 3, "x"), "image/png", "x", 4, 3);
        var first = await PublishSeen(account, access, "First");
        var second = await PublishSeen(account, access, "Second", replyTo: first.Reference());
        var third = await Publish(access, Posts.Saying("Third", images: picture));

        var page = await Eventually.Holds(() => Network.Timeline(access, null, CancellationToken.None), found => found.Items.Count == 3);

        Assert.Equal([third.NativeId, second.NativeId, first.NativeId], page.Items.Select(post => post.NativeId));
        Assert.Equal([1, 0, 0], page.Items.Select(post => post.ImageCount));
        Assert.All(page.Items, post => Assert.Equal(FoundKind.Post, post.Kind));
        Assert.Equal(first.NativeId, page.Items[1].ReplyTo);
    }

    [Fact]
    public async Task Pages_lead_on_from_one_to_the_next_and_end()
    {
        var (account, access) = await Open();
        for (var i = 0; i < 103; i++) await Publish(access, $"Number {i}");
        await PublishSeen(account, access, "The last");

        var newest = await Eventually.Holds(
            () => Network.Timeline(access, null, CancellationToken.None), page => page.Items is [{ Text: "The last" }, ..]);
        var all = newest.Items.ToList();
        for (var next = newest.Next; next is not null;)
        {
            var page = await Network.Timeline(access, next, CancellationToken.None);
            all.AddRange(page.Items);
            next = page.Next;
        }

        Assert.Equal(100, newest.Items.Count);
        Assert.Equal(104, all.Select(post => post.NativeId).Distinct().Count());
        Assert.Equal(104, all.Count);
    }

    [Fact]
    public async Task Search_finds_public_posts_by_their_words()
    {
        var (account, access) = await Open();
        var word = $"glanfa{Environment.ProcessId}{account.Handle.Split('.')[0]}";
        var live = await PublishSeen(account, access, $"Something about {word} & more");
        await PublishSeen(account, access, "Something else");

        var page = await Eventually.Holds(() => Network.Search(access, word, null, CancellationToken.None), found => found.Items.Count > 0);

        Assert.Equal(live.NativeId, Assert.Single(page.Items).NativeId);
    }

    [Fact]
    public async Task A_thread_is_read_from_the_root_down_to_the_direct_replies()
    {
        var (resident, asking) = await Open("asking");
        var root = await PublishSeen(resident, asking, "Root");
        var middle = await PublishSeen(resident, asking, "Middle", replyTo: root.Reference());
        var post = await PublishSeen(resident, asking, "Post", replyTo: middle.Reference());
        var reply = await PublishSeen(resident, asking, "Reply", replyTo: post.Reference());
        await PublishSeen(resident, asking, "Too deep", replyTo: reply.Reference());

        var thread = await Network.Thread(asking, post.NativeId, CancellationToken.None);

        Assert.Equal(["Root", "Middle"], thread.Parents.Select(parent => parent.Text));
        Assert.Equal("Post", thread.Post.Text);
        Assert.Equal("Reply", Assert.Single(thread.Replies).Text);
    }

    [Fact]
    public async Task A_thread_of_a_post_that_is_not_there_is_not_found()
    {
        var (account, access) = await Open();
        await PublishSeen(account, access, "Another");

        var fault = await Assert.ThrowsAsync<NetworkException>(() =>
            Network.Thread(access, $"at://{account.Did}/app.bsky.feed.post/3jzfcijpj2z2a", CancellationToken.None));

        Assert.Equal(NetworkFault.NotFound, fault.Fault);
    }

    [Fact]
    public async Task The_profile_is_what_the_public_sees()
    {
        var (account, access) = await Open();
        await account.Call("com.atproto.repo.putRecord", new JsonObject
        {
            ["repo"] = account.Did,
            ["collection"] = "app.bsky.actor.profile",
            ["rkey"] = "self",
            ["record"] = new JsonObject
            {
                ["$type"] = "app.bsky.actor.profile",
                ["displayName"] = "Wexmoor Police",
                ["description"] = "Not for emergencies",
            },
        });

        var profile = await Eventually.Holds(() => Network.Profile(access, CancellationToken.None), seen => seen.DisplayName.Length > 0);

        Assert.Equal(new AccountProfile(account.Did, account.Handle, "Wexmoor Police", "Not for emergencies", null), profile);
    }

    private static FoundPost Of(IReadOnlyList<FoundPost> found, LivePost post) => found.Single(item => item.NativeId == post.NativeId);
}
