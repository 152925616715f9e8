namespace CrowdControl.LocalRuntime.Neighbours.Network.Records;

/// <summary>The kinds of record that this network does more with than keep.</summary>
internal static class Collections
{
    public const string Post = "app.bsky.feed.post";
    public const string Like = "app.bsky.feed.like";
    public const string Repost = "app.bsky.feed.repost";
    public const string Follow = "app.bsky.graph.follow";
    public const string Profile = "app.bsky.actor.profile";
}
