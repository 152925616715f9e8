using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>Feeds, single posts, conversations, search. As on the real server, none of it without an account.</summary>
internal sealed class FeedMethods(NetworkLedger ledger)
{
    private const int MostPosts = 25;
    private static readonly string[] Filters =
        ["posts_with_replies", "posts_no_replies", "posts_with_media", "posts_and_author_threads", "posts_with_video"];

    private readonly FeedReader _feeds = new(ledger);

    public IEnumerable<XrpcMethod> All =>
    [
        new("app.bsky.feed.getAuthorFeed", XrpcAuth.Account, Author),
        new("app.bsky.feed.getTimeline", XrpcAuth.Account, Home),
        new("app.bsky.feed.getPosts", XrpcAuth.Account, Posts),
        new("app.bsky.feed.getPostThread", XrpcAuth.Account, Thread),
        new("app.bsky.feed.searchPosts", XrpcAuth.Account, Search),
    ];

    private object Author(XrpcCall call)
    {
        var (actor, limit, filter) = (call.Identifier("actor"), call.Limit(), call.Parameter("filter") ?? Filters[0]);
        if (!Filters.Contains(filter)) throw XrpcFault.Invalid($"Error: filter must be one of ({string.Join('|', Filters)})");
        var did = ledger.Accounts.Find(actor)?.Did ?? throw XrpcFault.Invalid("Profile not found");
        return Feed(_feeds.Author(did, filter, Cursor.Read(call.Parameter("cursor"))), limit, call);
    }

    private object Home(XrpcCall call) => Feed(_feeds.Home(call.Caller.Did, Cursor.Read(call.Parameter("cursor"))), call.Limit(), call);

    private object Feed(IEnumerable<FeedItem> items, int limit, XrpcCall call)
    {
        var views = new PostViews(ledger, call.Server);
        var page = items.Take(limit).ToArray();
        return new { feed = page.Select(views.FeedView).ToArray(), cursor = page.LastOrDefault() is { } last ? Cursor.Write(last.Place) : null };
    }

    private object Posts(XrpcCall call)
    {
        call.Required("uris");
        var uris = call.Parameters("uris");
        if (uris.Count > MostPosts) throw XrpcFault.Invalid($"Error: uris must not have more than {MostPosts} elements");
        if (uris.Index().FirstOrDefault(uri => AtUri.Parse(uri.Item) is null) is { Item: not null } bad)
            throw XrpcFault.Invalid($"Error: uris/{bad.Index} must be a valid at-uri");
        var views = new PostViews(ledger, call.Server);
        return new { posts = uris.Distinct().Select(ledger.Posts.Find).OfType<Post>().Select(post => views.View(post)).ToArray() };
    }

    private JsonObject Thread(XrpcCall call)
    {
        var asked = call.Required("uri");
        var at = AtUri.Parse(asked) ?? throw XrpcFault.Invalid("Error: uri must be a valid at-uri");
        var uri = (at with { Authority = ledger.Accounts.Find(at.Authority)?.Did ?? at.Authority }).ToString();
        var (depth, height) = (call.Number("depth", 6, 0, 1000), call.Number("parentHeight", 80, 0, 1000));
        var post = ledger.Posts.Find(uri) ?? throw XrpcFault.Invalid($"Post not found: {uri}", "NotFound");
        return new JsonObject { ["thread"] = new ThreadViews(ledger, call.Server).View(post, height, depth) };
    }

    private object Search(XrpcCall call)
    {
        var query = SearchQuery.Parse(call.Required("q"), call.Parameter("author"));
        var views = new PostViews(ledger, call.Server);
        var page = _feeds.Search(query, Cursor.Read(call.Parameter("cursor"))).Take(call.Limit(25)).ToArray();
        return new { posts = page.Select(post => views.View(post)).ToArray(), cursor = page.LastOrDefault() is { } last ? Cursor.Write(last.Place) : null };
    }
}
