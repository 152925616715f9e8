using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>Somebody is told that a record concerns them.</summary>
/// <param name="Reason">The protocol's word: mention, reply, quote, like, repost, follow.</param>
/// <param name="Subject">Their own post that it is about, if it is about one.</param>
internal sealed record Notification(NetworkRecord Record, string Did, string Reason, string? Subject, DateTimeOffset SortAt)
{
    public Place Place => new(SortAt, Record.Rev);
}

/// <summary>Who is to be told what. Nobody is told of one record twice, nor of their own.</summary>
internal sealed class NotificationIndex
{
    /// <summary>How far up a conversation people hear of an answer.</summary>
    private const int ReplyDepth = 5;

    private readonly Dictionary<string, ByTime<Notification>> _byAccount = [];
    private readonly Dictionary<string, List<Notification>> _byRecord = [];

    public void Announce(Post post, PostIndex posts)
    {
        var told = new HashSet<string> { post.Did };
        foreach (var did in post.Mentioned) Tell(told, new Notification(post.Record, did, "mention", null, post.SortAt));
        if (post.Quoted is { } quoted && AtUri.Parse(quoted) is { } at)
            Tell(told, new Notification(post.Record, at.Authority, "quote", quoted, post.SortAt));
        foreach (var above in posts.Upwards(post).Skip(1).Take(ReplyDepth - 1))
            Tell(told, new Notification(post.Record, above.Did, "reply", above.Uri, post.SortAt));
    }

    public void Announce(Link link, NetworkRecord record)
    {
        var told = new HashSet<string> { record.Did };
        if (record.Collection == Collections.Follow)
            Tell(told, new Notification(record, link.Subject, "follow", null, link.SortAt));
        else if (AtUri.Parse(link.Subject) is { } at)
            Tell(told, new Notification(record, at.Authority, record.Collection == Collections.Like ? "like" : "repost", link.Subject, link.SortAt));
    }

    /// <summary>Newest first.</summary>
    public IEnumerable<Notification> For(string did, Place? before = null) => _byAccount.GetValueOrDefault(did)?.Backwards(before) ?? [];

    public void Remove(string recordUri)
    {
        if (!_byRecord.Remove(recordUri, out var notifications)) return;
        foreach (var notification in notifications) _byAccount[notification.Did].Remove(notification);
    }

    private void Tell(HashSet<string> told, Notification notification)
    {
        if (!told.Add(notification.Did)) return;
        if (!_byAccount.TryGetValue(notification.Did, out var inbox))
            _byAccount[notification.Did] = inbox = new ByTime<Notification>(one => one.Place);
        inbox.Add(notification);
        if (!_byRecord.TryGetValue(notification.Record.Uri, out var same)) _byRecord[notification.Record.Uri] = same = [];
        same.Add(notification);
    }
}
