using CrowdControl.LocalRuntime.Neighbours.Network.Accounts;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Records;
using CrowdControl.LocalRuntime.Neighbours.Network.Timelines;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

/// <summary>
/// The network's state, in memory, rebuilt from the journal at start. Whoever reads or changes it holds <see cref="Gate"/>: a
/// demo needs no more, and nobody ever sees half an act.
/// </summary>
internal sealed class NetworkLedger : IDisposable
{
    private readonly TidClock _tids;
    private Journal? _journal;

    private NetworkLedger(string directory, TimeProvider clock)
    {
        Clock = clock;
        _tids = new TidClock(clock);
        Blobs = new BlobShelf(Path.Combine(directory, "blobs"));
    }

    public Lock Gate { get; } = new();

    public TimeProvider Clock { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public AccountBook Accounts { get; } = new();

    public SessionBook Sessions { get; } = new();

    public RepositoryBook Repositories { get; } = new();

    public BlobShelf Blobs { get; }

    public PostIndex Posts { get; } = new();

    public SocialGraph Graph { get; } = new();

    public NotificationIndex Notifications { get; } = new();

    public static NetworkLedger Open(string directory, TimeProvider clock)
    {
        Directory.CreateDirectory(directory);
        var ledger = new NetworkLedger(directory, clock);
        ledger._journal = Journal.Open(Path.Combine(directory, "journal.jsonl"), ledger.Apply);
        return ledger;
    }

    /// <summary>A fresh record key or revision, later than every one before.</summary>
    public string NextTid() => _tids.Next();

    /// <summary>Writes down that something happened, then makes it so.</summary>
    public void Record(Happening happening)
    {
        _journal!.Append(happening);
        Apply(happening);
    }

    public void Dispose() => _journal?.Dispose();

    private void Apply(Happening happening)
    {
        switch (happening)
        {
            case AccountOpened opened: Accounts.Apply(opened); break;
            case AppPasswordMade made: Accounts.Apply(made); break;
            case NotificationsSeen seen: Accounts.Apply(seen); break;
            case SessionOpened opened: Sessions.Apply(opened); break;
            case SessionRotated rotated: Sessions.Apply(rotated); break;
            case SessionEnded ended: Sessions.Apply(ended); break;
            case BlobUploaded uploaded: Blobs.Apply(uploaded); break;
            case RecordWritten written: Apply(written); break;
            case RecordRemoved removed: Apply(removed); break;
            default: throw new InvalidOperationException($"Nobody knows what to do with {happening.GetType().Name}.");
        }
    }

    private void Apply(RecordWritten written)
    {
        _tids.NotBefore(written.Rev);
        if (Repositories.Find(written.Did, written.Collection, written.Rkey) is { } replaced) Forget(replaced);
        var record = Repositories.Apply(written);
        Blobs.Refer(record);
        if (!RecordShapes.Fits(record)) return;
        if (Posts.Add(record) is { } post) Notifications.Announce(post, Posts);
        else if (Graph.Add(record) is { } link) Notifications.Announce(link, record);
    }

    private void Apply(RecordRemoved removed)
    {
        _tids.NotBefore(removed.Rev);
        if (Repositories.Apply(removed) is { } gone) Forget(gone);
    }

    private void Forget(NetworkRecord record)
    {
        Blobs.Release(record);
        Posts.Remove(record);
        Graph.Remove(record);
        Notifications.Remove(record.Uri);
    }
}
