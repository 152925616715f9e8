using CrowdControl.LocalRuntime.Neighbours.Network.Records;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

/// <summary>A like, repost or follow.</summary>
/// <param name="Subject">Address of the post, or DID of the account.</param>
internal sealed record Link(NetworkRecord Record, string Subject, DateTimeOffset SortAt)
{
    public Place Place => new(SortAt, Record.Rev);
}

/// <summary>Who likes and reposts what and follows whom.</summary>
internal sealed class SocialGraph
{
    private readonly Dictionary<string, Link> _byUri = [];
    private readonly Dictionary<(string Collection, string Subject), ByTime<Link>> _bySubject = [];
    private readonly Dictionary<(string Collection, string Did), ByTime<Link>> _byAuthor = [];

    /// <summary>The record as a link, or null when it is none.</summary>
    public Link? Add(NetworkRecord record)
    {
        var subject = record.Collection switch
        {
            Collections.Like or Collections.Repost => RecordFields.Text(RecordFields.Property(record.Value, "subject"), "uri"),
            Collections.Follow => RecordFields.Text(record.Value, "subject"),
            _ => null,
        };
        if (subject is null) return null;
        var link = new Link(record, subject, Post.SortAtOf(record));
        _byUri[record.Uri] = link;
        Shelf(_bySubject, (record.Collection, subject)).Add(link);
        Shelf(_byAuthor, (record.Collection, record.Did)).Add(link);
        return link;
    }

    public void Remove(NetworkRecord record)
    {
        if (!_byUri.Remove(record.Uri, out var link)) return;
        Shelf(_bySubject, (record.Collection, link.Subject)).Remove(link);
        Shelf(_byAuthor, (record.Collection, record.Did)).Remove(link);
    }

    public int Count(string collection, string subject) => _bySubject.GetValueOrDefault((collection, subject))?.Count ?? 0;

    public IEnumerable<Link> By(string did, string collection) => _byAuthor.GetValueOrDefault((collection, did))?.Backwards() ?? [];

    public bool Follows(string did, string other) => By(did, Collections.Follow).Any(link => link.Subject == other);

    private static ByTime<Link> Shelf(Dictionary<(string, string), ByTime<Link>> shelves, (string, string) key)
    {
        if (!shelves.TryGetValue(key, out var shelf)) shelves[key] = shelf = new ByTime<Link>(link => link.Place);
        return shelf;
    }
}
