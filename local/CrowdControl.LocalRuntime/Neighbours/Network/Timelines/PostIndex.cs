using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>All live posts: by address, by time, by what they answer and quote.</summary>
internal sealed class PostIndex
{
    private readonly Dictionary<string, Post> _byUri = [];
    private readonly ByTime<Post> _byTime = new(post => post.Place);
    private readonly Dictionary<string, ByTime<Post>> _byAuthor = [];
    private readonly Dictionary<string, ByTime<Post>> _byParent = [];
    private readonly Dictionary<string, ByTime<Post>> _byQuoted = [];

    /// <summary>The record as a post, or null when it is none.</summary>
    public Post? Add(NetworkRecord record)
    {
        if (record.Collection != Collections.Post) return null;
        var post = Post.Read(record);
        _byUri[post.Uri] = post;
        foreach (var shelf in ShelvesOf(post)) shelf.Add(post);
        return post;
    }

    public void Remove(NetworkRecord record)
    {
        if (!_byUri.Remove(record.Uri, out var post)) return;
        foreach (var shelf in ShelvesOf(post)) shelf.Remove(post);
    }

    public Post? Find(string uri) => _byUri.GetValueOrDefault(uri);

    public IEnumerable<Post> Newest(Place? before = null) => _byTime.Backwards(before);

    public IEnumerable<Post> By(string did, Place? before = null) => _byAuthor.GetValueOrDefault(did)?.Backwards(before) ?? [];

    /// <summary>Direct replies, newest first.</summary>
    public IEnumerable<Post> RepliesTo(string uri) => _byParent.GetValueOrDefault(uri)?.Backwards() ?? [];

    public int ReplyCount(string uri) => _byParent.GetValueOrDefault(uri)?.Count ?? 0;

    public int CountBy(string did) => _byAuthor.GetValueOrDefault(did)?.Count ?? 0;

    public int QuoteCount(string uri) => _byQuoted.GetValueOrDefault(uri)?.Count ?? 0;

    /// <summary>The post itself, what it answers, what that answers: as far as all of them are there.</summary>
    public IEnumerable<Post> Upwards(Post post)
    {
        for (var at = post; at is not null; at = at.Parent is { } parent ? Find(parent) : null) yield return at;
    }

    private IEnumerable<ByTime<Post>> ShelvesOf(Post post)
    {
        yield return _byTime;
        yield return Shelf(_byAuthor, post.Did);
        if (post.Parent is { } parent) yield return Shelf(_byParent, parent);
        if (post.Quoted is { } quoted) yield return Shelf(_byQuoted, quoted);
    }

    private static ByTime<Post> Shelf(Dictionary<string, ByTime<Post>> shelves, string key)
    {
        if (!shelves.TryGetValue(key, out var shelf)) shelves[key] = shelf = new ByTime<Post>(post => post.Place);
        return shelf;
    }
}
