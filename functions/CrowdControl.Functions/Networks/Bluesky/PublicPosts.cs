namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Reads what is on the network: the account's notifications and posts, a search, a conversation, the account itself.</summary>
internal sealed class PublicPosts(Sessions sessions)
{
    private const string PageSize = "100";
    private const string MostParents = "100";

    public async Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation)
    {
        var answer = await sessions.Call(access, XrpcCall.Query("app.bsky.notification.listNotifications",
            ("reasons", "mention"), ("reasons", "reply"), ("reasons", "quote"), ("limit", PageSize), ("cursor", cursor)), cancellation);
        var page = answer.Read<NotificationsPage>();
        return Page(page.Notifications, page.Cursor, notification =>
            KindOf(notification.Reason) is { } kind ? Found(access, notification.Post, kind) : null);
    }

    public async Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation)
    {
        var answer = await sessions.Call(access, XrpcCall.Query("app.bsky.feed.getAuthorFeed",
            ("actor", access.AccountId), ("filter", "posts_with_replies"), ("limit", PageSize), ("cursor", cursor)), cancellation);
        var page = answer.Read<FeedPage>();
        return Page(page.Feed, page.Cursor, item =>
            Found(access, item.Post, item.Reason is { IsRepost: true } ? FoundKind.Repost : FoundKind.Post));
    }

    public async Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation)
    {
        var answer = await sessions.Call(access, XrpcCall.Query("app.bsky.feed.searchPosts",
            ("q", words), ("sort", "latest"), ("limit", PageSize), ("cursor", cursor)), cancellation);
        var page = answer.Read<SearchPage>();
        return Page(page.Posts, page.Cursor, post => Found(access, post, FoundKind.Post));
    }

    public async Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation) =>
        ThreadIn(access, (await AskThread(access, nativeId, cancellation)).Answer);

    /// <summary>The call for a conversation and the answer to it.</summary>
    public async Task<(XrpcCall Call, XrpcAnswer Answer)> AskThread(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        if (!PostAddress.TryParse(nativeId, out _))
            throw new NetworkException(NetworkFault.Refused, "This is no address of a post on Bluesky.");
        var call = XrpcCall.Query("app.bsky.feed.getPostThread", ("uri", nativeId), ("depth", "1"), ("parentHeight", MostParents));
        return (call, await sessions.Call(access, call, cancellation));
    }

    /// <exception cref="NetworkException">The answer is an error, shows no post, or makes no sense.</exception>
    public static FoundThread ThreadIn(NetworkAccess access, XrpcAnswer answer)
    {
        var thread = answer.Read<ThreadAnswer>().Thread;
        if (thread.Post is null) throw new NetworkException(NetworkFault.NotFound, "This post is no longer there.");

        var parents = new List<FoundPost>();
        for (var above = thread.Parent; above?.Post is { } post; above = above.Parent) parents.Add(Found(access, post, null));
        parents.Reverse();
        var replies = (thread.Replies ?? []).Select(reply => reply.Post).OfType<PostView>();
        return new FoundThread(parents, Found(access, thread.Post, null), [.. replies.Select(post => Found(access, post, FoundKind.Reply))]);
    }

    public async Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation)
    {
        var call = XrpcCall.Query("app.bsky.actor.getProfile", ("actor", access.AccountId));
        var actor = (await sessions.Call(access, call, cancellation)).Read<ActorView>();
        return new AccountProfile(actor.Did, actor.Handle, actor.DisplayName ?? "", actor.Description ?? "",
            Uri.TryCreate(actor.Avatar, UriKind.Absolute, out var avatar) ? avatar : null);
    }

    private static HarvestPage<FoundPost> Page<T>(IReadOnlyList<T> items, string? cursor, Func<T, FoundPost?> read) =>
        new([.. items.Select(read).OfType<FoundPost>()], items.Count == 0 ? null : cursor);

    private static FoundKind? KindOf(string reason) => reason switch
    {
        "mention" => FoundKind.Mention,
        "reply" => FoundKind.Reply,
        "quote" => FoundKind.Quote,
        _ => null, // likes and follows, from a server that does not know the filter
    };

    private static FoundPost Found(NetworkAccess access, PostView post, FoundKind? kind)
    {
        if (!PostAddress.TryParse(post.Uri, out var address) || RecordReader.ReadTime(post.IndexedAt) is not { } seenAt)
            throw new NetworkException(NetworkFault.Nonsense, "Bluesky answered with a post that has no address or no time.");
        var record = RecordReader.Of(post.Record);
        return new FoundPost(
            post.Uri, post.Cid,
            kind ?? (record.Parent is null ? FoundKind.Post : FoundKind.Reply),
            new FoundAuthor(post.Author.Did, post.Author.Handle, post.Author.DisplayName ?? ""),
            record.Text, record.Languages, record.Links, record.ImageCount,
            record.Parent?.Uri, record.Root?.Uri, record.Quote,
            address.PublicAddress(access.Server),
            record.CreatedAt ?? seenAt, seenAt);
    }
}
