using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Publishing;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>
/// An append-only log of leaves over an RFC 6962 tree. Any number of instances in any number of processes may append to the same one:
/// the position condition of the journal's append decides, nothing else does.
/// </summary>
/// <remarks>
/// An append is one storage write however many callers share it; checkpoints, head, tiles and right edge go out every
/// <see cref="LogSettings.Grid"/> while entries come in, and when <see cref="Publish"/> is called. Safe for several threads.
/// Every member may throw <see cref="LogStopped"/>: from then on this instance neither writes nor signs.
/// </remarks>
public sealed class SequencedLog : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly CancellationTokenSource _ending = new();
    private readonly ILogStore _store;
    private readonly IHeadRegister _heads;
    private readonly LogSettings _settings;
    private readonly TimeProvider _clock;
    private readonly AppendQueue _queue;
    private readonly PublishingGrid _grid;
    private LogSession? _session;
    private LogStopped? _stopped;
    private LogStopped? _late;

    public SequencedLog(ILogStore store, IHeadRegister heads, LogSettings settings, TimeProvider clock)
    {
        (_store, _heads, _settings, _clock) = (store, heads, settings, clock);
        _grid = new PublishingGrid(PublishAll, settings.Grid, clock, _ending.Token);
        _queue = new AppendQueue(
            Session, _turn, new Turns(settings.Lease), settings.Linger, clock, Appended, Stop);
    }

    /// <summary>Why the log takes nothing in, or why the last publication on the grid failed, to be shown and alarmed; null once that is over.</summary>
    public Exception? PublishingFault => _stopped ?? _late ?? _grid.Fault;

    /// <summary>The time of the newest entry that this instance knows; null where it knows none. A clock that is behind it stands still.</summary>
    public DateTimeOffset? LastTime => _session is { Size: > 0 } open ? open.LastTime : null;

    /// <summary>It found something that it must not build on, and neither writes nor signs any more. Another one may be opened in its place
    /// once the cause is gone.</summary>
    public bool Stopped => _stopped is not null;

    /// <summary>Takes an entry in, unless its id is among those of the last two segments; either way says where it stands.</summary>
    /// <returns>Only once the entry is durable. An exception other than <see cref="ArgumentException"/> means not known: append it again.</returns>
    /// <exception cref="ArgumentException">The entry's leaf cannot be made or is not one.</exception>
    /// <exception cref="StreamMoved">See <see cref="Entry.While"/>.</exception>
    /// <exception cref="LogClosed">The log was closed.</exception>
    public async Task<Receipt> Append(Entry entry, CancellationToken cancellation) => (await Append([entry], cancellation))[0];

    /// <summary>Takes entries in that stand together in one frame, in their order. Where one of them is wrong the others may be taken in:
    /// append them again by themselves.</summary>
    /// <param name="entries">1 to 500.</param>
    /// <param name="cancellation">Ends the waiting; the entries may be taken in nevertheless.</param>
    /// <inheritdoc cref="Append(Entry, CancellationToken)"/>
    public async Task<IReadOnlyList<Receipt>> Append(IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        if (entries.Count is 0 or > AppendQueue.MostTogether)
            throw new ArgumentException($"Append 1 to {AppendQueue.MostTogether} entries together, not {entries.Count}.", nameof(entries));
        return await _queue.Append(entries).WaitAsync(cancellation);
    }

    /// <summary>A signed checkpoint that covers the entry: one that is there, or a new one. Witnesses are not asked for that one: an answer
    /// must not wait for a neighbour, nor tell it when somebody asks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public async Task<SignedNote> Publish(long index, CancellationToken cancellation)
    {
        var log = await Refresh(index + 1, cancellation);
        if (index < 0 || index >= log.Size) throw new ArgumentOutOfRangeException(nameof(index), $"The log has no entry {index}.");
        if (log.Publisher.Last is { } last && last.Size > index) return last.Note;
        Check();
        return await InTurn(_publishing, async () => log.Publisher.Last is { } now && now.Size > index
            ? now.Note
            : (await log.Publisher.Publish(log.View(), cosign: false, cancellation)).Note, cancellation);
    }

    /// <summary>Signs what was appended, asks the witnesses, and writes tiles and the right edge: what the grid does, at once.</summary>
    /// <returns>The newest checkpoint with the cosignatures that could be had; null of a log without entries.</returns>
    public async Task<SignedNote?> PublishAll(CancellationToken cancellation)
    {
        var log = await Open(cancellation);
        Check();
        if (_settings.EndsWith is { } end) return end;
        return await InTurn(_publishing, async () =>
        {
            if (log.Size == 0) return null;
            var published = await log.Publisher.Publish(log.View(), cosign: true, cancellation);
            if (published.Size > log.Size)
            {
                // Another instance's may have been signed for one answer alone, without witnesses.
                await Refresh(published.Size, cancellation);
                published = await log.Publisher.Publish(log.View(), cosign: true, cancellation);
            }
            await log.WriteTiles(cancellation);
            await log.WriteEdge(cancellation);
            return published.Note;
        }, cancellation);
    }

    /// <summary>What others appended is read as well.</summary>
    /// <returns>Number of entries.</returns>
    public async Task<long> Size(CancellationToken cancellation) => (await Refresh(long.MaxValue, cancellation)).Size;

    /// <summary>How far this instance knows a stream: others may have appended to it since, which <see cref="Entry.While"/> finds out.</summary>
    public async Task<StreamStand> StandOf(string stream, CancellationToken cancellation) =>
        new(stream, (await Open(cancellation)).EntriesOf(stream));

    /// <summary>Of a log that stopped: the newest checkpoint that its journal still bears out, see <see cref="LogRemains"/>.</summary>
    public Task<SignedNote?> LastGood(CancellationToken cancellation) => LogRemains.LastGood(_store, _settings, _clock, cancellation);

    /// <summary>The numbered checkpoint of the greatest size that was ever signed and stored, whether the journal bears it out or not; null
    /// where there is none.</summary>
    public async Task<long?> GreatestSigned(CancellationToken cancellation)
    {
        long? greatest = null;
        await foreach (var name in _store.List(LogArea.Anchors, _settings.Paths.Checkpoints, cancellation))
            if (long.TryParse(name.AsSpan()[_settings.Paths.Checkpoints.Length..], out var size) && size > (greatest ?? 0)) greatest = size;
        return greatest;
    }

    /// <summary>To read entries and to make proofs.</summary>
    public LogReading Reading => new(this);

    /// <summary>Ends the grid. What was appended is durable, published or not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _grid.Ended;
        _ending.Dispose();
        _session?.Dispose();
    }

    /// <summary>The opened log, after reading on where it has fewer entries than asked for.</summary>
    internal async Task<LogSession> Refresh(long size, CancellationToken cancellation)
    {
        var log = await Open(cancellation);
        // A log that stopped can still be read as far as it was known.
        if (log.Size >= size || _stopped is not null) return log;
        return await InTurn(_turn, async () =>
        {
            await log.Sequencer.CatchUp(cancellation);
            return log;
        }, cancellation);
    }

    internal async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (LogStopped stopped)
        {
            Stop(stopped);
            throw;
        }
    }

    private void Appended(LogSession log)
    {
        _late = null;
        _grid.Due(now: log.TilesWaiting >= _settings.MostTilesWaiting);
    }

    private void Stop(Exception fault)
    {
        if (fault is LogStopped { Why: LogStop.Clock } late) _late = late;
        else if (fault is LogStopped stopped) _stopped ??= stopped;
    }

    private void Check()
    {
        if (_stopped is { } stopped) throw new LogStopped(stopped.Why, stopped.What, stopped.Index);
    }

    private Task<LogSession> Open(CancellationToken cancellation) =>
        _session is { } open ? Task.FromResult(open) : InTurn(_turn, () => Session(cancellation), cancellation);

    private async Task<LogSession> Session(CancellationToken cancellation)
    {
        Check();
        return _session ??= await Guarded(() => LogSession.Open(_store, _heads, _settings, _clock, cancellation));
    }

    private async Task<T> InTurn<T>(SemaphoreSlim turn, Func<Task<T>> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Guarded(work);
        }
        finally
        {
            turn.Release();
        }
    }
}
