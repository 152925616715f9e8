using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>One place in a feed: a post by its author, or by somebody who reposted it.</summary>
internal sealed record FeedItem(Post Post, Link? Repost)
{
    public Place Place => Repost?.Place ?? Post.Place;
}

/// <summary>What an account shows, what it reads, and what a search finds.</summary>
internal sealed class FeedReader(NetworkLedger ledger)
{
    /// <summary>An account's posts and reposts, newest first.</summary>
    public IEnumerable<FeedItem> Author(string did, string filter, Place? before)
    {
        var posts = ledger.Posts.By(did, before).Where(post => filter switch
        {
            "posts_no_replies" => post.Parent is null,
            "posts_and_author_threads" => post.Parent is null || (Owner(post.Root) == did && ledger.Posts.Upwards(post).All(above => above.Did == did)),
            "posts_with_media" => post.HasImages,
            "posts_with_video" => false,
            _ => true,
        });
        return filter is "posts_with_media" or "posts_with_video"
            ? posts.Select(post => new FeedItem(post, null))
            : Merge(posts.Select(post => new FeedItem(post, null)), Reposts(did, before));
    }

    /// <summary>What an account sees on its home page: its own feed and those of whom it follows.</summary>
    public IEnumerable<FeedItem> Home(string did, Place? before) =>
        ledger.Graph.By(did, Collections.Follow).Select(link => link.Subject).Append(did).Distinct()
            .Select(one => Author(one, "", before))
            .Aggregate(Enumerable.Empty<FeedItem>(), Merge);

    /// <summary>Posts that hold every word and phrase of the query, by letters alone; <c>from:</c> names an author.</summary>
    public IEnumerable<Post> Search(SearchQuery query, Place? before)
    {
        if (query.Author is { } author && ledger.Accounts.Find(author) is null) return [];
        var posts = query.Author is { } from ? ledger.Posts.By(ledger.Accounts.Find(from)!.Did, before) : ledger.Posts.Newest(before);
        return posts.Where(query.Finds);
    }

    private IEnumerable<FeedItem> Reposts(string did, Place? before) =>
        ledger.Graph.By(did, Collections.Repost)
            .Where(link => before is not { } place || link.Place.CompareTo(place) < 0)
            .Select(link => ledger.Posts.Find(link.Subject) is { } post ? new FeedItem(post, link) : null)
            .OfType<FeedItem>();

    private static string? Owner(string? uri) => uri is not null && AtUri.Parse(uri) is { } at ? at.Authority : null;

    /// <summary>Two feeds as one; each newest first, and so is the result.</summary>
    private static IEnumerable<FeedItem> Merge(IEnumerable<FeedItem> first, IEnumerable<FeedItem> second)
    {
        using var left = first.GetEnumerator();
        using var right = second.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.Place.CompareTo(right.Current.Place) >= 0))
            {
                yield return left.Current;
                hasLeft = left.MoveNext();
            }
            else
            {
                yield return right.Current;
                hasRight = right.MoveNext();
            }
        }
    }
}
