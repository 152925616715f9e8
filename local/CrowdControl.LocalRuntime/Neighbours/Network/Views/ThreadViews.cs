using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Views;

/// <summary>A conversation around one post: what it answers upwards, who answers it downwards.</summary>
internal sealed class ThreadViews(NetworkLedger ledger, Uri server)
{
    private const string Type = "app.bsky.feed.defs#threadViewPost";
    private readonly PostViews _posts = new(ledger, server);

    public JsonObject View(Post post, int height, int depth)
    {
        var view = Node(post);
        if (Above(post, height) is { } parent) view["parent"] = parent;
        if (Below(post, post.RootOrSelf, depth) is { } replies) view["replies"] = replies;
        view["threadContext"] = new JsonObject();
        return view;
    }

    private JsonObject? Above(Post post, int height)
    {
        if (height < 1 || post.Parent is not { } uri) return null;
        if (ledger.Posts.Find(uri) is not { } parent) return PostViews.NotFound(uri);
        if (parent.RootOrSelf != post.RootOrSelf) return null;
        var view = Node(parent);
        if (Above(parent, height - 1) is { } further) view["parent"] = further;
        view["threadContext"] = new JsonObject();
        return view;
    }

    private JsonArray? Below(Post post, string root, int depth)
    {
        if (depth < 1) return null;
        var replies = new JsonArray();
        foreach (var reply in ledger.Posts.RepliesTo(post.Uri).Where(reply => reply.Root == root))
        {
            var view = Node(reply);
            if (Below(reply, root, depth - 1) is { } further) view["replies"] = further;
            view["threadContext"] = new JsonObject();
            replies.Add((JsonNode)view);
        }

        return replies;
    }

    private JsonObject Node(Post post) => new() { ["$type"] = Type, ["post"] = _posts.View(post) };
}
