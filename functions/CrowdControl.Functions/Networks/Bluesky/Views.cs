using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrowdControl.Functions.Networks.Bluesky;

// What the AppView answers, as far as it is read here; names as in the lexicons app.bsky.*.

internal sealed record ActorView(string Did, string Handle, string? DisplayName = null, string? Description = null, string? Avatar = null);

internal sealed record PostView(string Uri, string Cid, ActorView Author, JsonElement Record, string IndexedAt);

internal sealed record NotificationView(string Uri, string Cid, ActorView Author, string Reason, JsonElement Record, string IndexedAt)
{
    public PostView Post => new(Uri, Cid, Author, Record, IndexedAt);
}

internal sealed record NotificationsPage(IReadOnlyList<NotificationView> Notifications, string? Cursor = null);

internal sealed record FeedPage(IReadOnlyList<FeedItem> Feed, string? Cursor = null);

internal sealed record FeedItem(PostView Post, FeedReason? Reason = null);

internal sealed record FeedReason([property: JsonPropertyName("$type")] string? Type = null)
{
    public bool IsRepost => Type == "app.bsky.feed.defs#reasonRepost";
}

internal sealed record SearchPage(IReadOnlyList<PostView> Posts, string? Cursor = null);

internal sealed record ThreadAnswer(ThreadView Thread);

/// <summary>A node of a conversation; without a post where it is deleted or not for our eyes.</summary>
internal sealed record ThreadView(PostView? Post = null, ThreadView? Parent = null, IReadOnlyList<ThreadView>? Replies = null);
