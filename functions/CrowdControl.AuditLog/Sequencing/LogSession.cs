using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>A log that was opened: what is known of its end, and the parts that work on it.</summary>
internal sealed class LogSession : IDisposable
{
    private readonly ILogStore _store;
    private readonly LogSettings _settings;
    private readonly Tip _tip;
    private readonly Lock _commits = new();
    private readonly SemaphoreSlim _oneWrites = new(1);
    private readonly TileWriter _tiles;
    private long _edgeSize;

    private LogSession(ILogStore store, IHeadRegister heads, LogSettings settings, Tip tip, TimeProvider clock)
    {
        (_store, _settings, _tip) = (store, settings, tip);
        Entries = new EntryReader(store, settings.Paths, tip, _commits);
        Tiles = new TileReader(store, settings.Paths);
        Publisher = new Publisher(store, heads, settings, Tiles);
        Sequencer = new Sequencer(store, settings.Paths, tip, _commits, clock, Rolling)
        {
            Until = settings.EndsWith is { } end ? (long)Checkpoint.Parse(end.Text).Size : long.MaxValue,
        };
        _tiles = new TileWriter(store, settings.Paths, Entries);
        _edgeSize = tip.Size;
    }

    public EntryReader Entries { get; }

    public TileReader Tiles { get; }

    public Publisher Publisher { get; }

    public Sequencer Sequencer { get; }

    public long Size
    {
        get { lock (_commits) return _tip.Size; }
    }

    public DateTimeOffset LastTime
    {
        get { lock (_commits) return DateTimeOffset.FromUnixTimeMilliseconds(_tip.UnixMs); }
    }

    public long EntriesOf(string stream)
    {
        lock (_commits) return _tip.Streams.TryGetValue(stream, out var end) ? end.Number + 1 : 0;
    }

    public int TilesWaiting
    {
        get { lock (_commits) return _tip.Edge.Waiting; }
    }

    /// <summary>Recovers whatever a crash left, and holds the journal against what was signed before anything is built on it.</summary>
    public static async Task<LogSession> Open(
        ILogStore store, IHeadRegister heads, LogSettings settings, TimeProvider clock, CancellationToken cancellation)
    {
        var tip = await new Recovery(store, settings.Paths).Load(cancellation);
        if (settings.EndsWith is { } end) return await Ended(store, heads, settings, tip, end, clock, cancellation);
        var session = new LogSession(store, heads, settings, tip, clock);
        session.Sequencer.Signed = await session.Publisher.Signed(cancellation);
        await session.Sequencer.CatchUp(cancellation);
        await session.Publisher.Check(session.View(), cancellation);
        return session;
    }

    /// <summary>A closed log, as far as its last checkpoint: what storage holds after that may be anything.</summary>
    private static async Task<LogSession> Ended(
        ILogStore store, IHeadRegister heads, LogSettings settings, Tip tip, SignedNote end, TimeProvider clock, CancellationToken cancellation)
    {
        var checkpoint = Checkpoint.Parse(end.Text);
        if (tip.Size > (long)checkpoint.Size) tip = Tip.OfNothing(settings.Paths);
        var session = new LogSession(store, heads, settings, tip, clock);
        session.Sequencer.Signed = long.MaxValue;
        await session.Sequencer.CatchUp(cancellation);
        await session.Publisher.End(new SignedCheckpoint(end, checkpoint), session.View(), cancellation);
        tip.Closed = true;
        return session;
    }

    public LogView View()
    {
        lock (_commits)
            return new LogView(_tip.Size, _tip.Root, _tip.Place, _tip.Epoch, _tip.Edge.Partial(), _tip.Edge.Full());
    }

    /// <summary>Writes the tiles that became full; those that another instance wrote are compared.</summary>
    public async Task WriteTiles(CancellationToken cancellation)
    {
        await _oneWrites.WaitAsync(cancellation);
        try
        {
            foreach (var tile in View().Waiting)
            {
                await _tiles.Write(tile, cancellation);
                lock (_commits) _tip.Edge.Written(1);
            }
        }
        finally
        {
            _oneWrites.Release();
        }
    }

    private async Task Rolling(CancellationToken cancellation)
    {
        await WriteTiles(cancellation);
        if (_settings.Rolling is { } rolling) await rolling(LogPaths.FirstOf(_tip.Place.Segment), cancellation);
    }

    public void Dispose() => _oneWrites.Dispose();

    /// <summary>Stores the right edge for the next instance, where enough has changed to be worth its length.</summary>
    public async Task WriteEdge(CancellationToken cancellation)
    {
        byte[] edge;
        long size;
        lock (_commits)
        {
            size = _tip.Size;
            if (_tip.Edge.Waiting > 0 || size == 0 || size == _edgeSize || size - _edgeSize < _tip.Streams.Count / 8) return;
            edge = RightEdge.Write(_tip);
        }
        var there = await _store.Get(LogArea.Live, _settings.Paths.RightEdge, cancellation);
        // Lost to another instance's: theirs serves as well.
        await _store.Replace(_settings.Paths.RightEdge, edge, there?.Tag, cancellation);
        _edgeSize = size;
    }
}
