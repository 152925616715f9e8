using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Puts frames at the journal's end, one caller at a time; other instances may do the same. The position condition decides.</summary>
/// <param name="commits">Held while the tip changes, so that others can look at it in between.</param>
/// <param name="rolling">Called before a segment is left.</param>
internal sealed class Sequencer(
    ILogStore store, LogPaths paths, Tip tip, Lock commits, TimeProvider clock, Func<CancellationToken, Task> rolling)
{
    private const int Tries = 4;
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);
    private readonly JournalReader _journal = new(store);
    private long _mine = -1;

    /// <summary>The clock and the epoch for the next frame.</summary>
    /// <exception cref="LogStopped">The clock is far behind the log's last entry.</exception>
    public FrameWriter Begin()
    {
        if (tip.Closed) throw new LogClosed(paths.Log);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (now < tip.UnixMs - MostSkew.TotalMilliseconds)
            throw new LogStopped(LogStop.Clock, $"This machine's clock is {tip.UnixMs - now} ms behind the log's last entry. Set it right.");
        return new FrameWriter(tip, Math.Max(now, tip.UnixMs), tip.Commits > 0 && tip.Commits == _mine ? tip.Epoch : tip.Epoch + 1);
    }

    /// <summary>Appends the frame at the tip.</summary>
    /// <returns>False where others wrote meanwhile: the tip has moved on, and a frame has to be built anew.</returns>
    public async Task<bool> Append(FrameWriter writer, CancellationToken cancellation)
    {
        var frame = writer.Complete();
        if (tip.Place.IsFull(frame.Bytes.Length, FramePlace.DateOf(frame.Header.UnixMs)))
        {
            // What stands in older segments is read from bundles: they have to be there before a segment becomes old.
            await rolling(cancellation);
            if (!await Roll(cancellation)) return false;
        }
        var (stands, sure) = await Put(frame, cancellation);
        if (!stands)
        {
            await CatchUp(cancellation);
            return false;
        }
        lock (commits) writer.Change.Commit(frame);
        _mine = tip.Commits;
        if (sure) writer.MayRecycle();
        return true;
    }

    /// <summary>Reads what others appended.</summary>
    /// <exception cref="LogStopped">It does not go on from what is known.</exception>
    public async Task CatchUp(CancellationToken cancellation)
    {
        while (tip.Size < Until)
        {
            var slice = await _journal.Read(tip.Place.Segment, tip.Place.Position, cancellation);
            if (slice is null && tip.Place.Position > 0) throw new LogStopped(LogStop.Rollback, $"The segment {tip.Place.Segment} is gone.");
            foreach (var frame in slice?.Frames ?? [])
            {
                if (tip.Size >= Until) return;
                Take(frame);
            }

            if (slice?.Wrong is { } wrong) await Mend(slice, wrong, cancellation);
            if (slice is { More: true }) continue;
            var next = paths.Segment(tip.Size);
            if (next == tip.Place.Segment || await store.ReadSegment(next, 0, 1, cancellation) is null) return;
            lock (commits) tip.Place = tip.Place.Rolled(next);
        }
    }

    private void Take(Frame frame)
    {
        var header = frame.Header;
        if (header.Commit != tip.Commits || header.First != tip.Size || header.PreviousFrame != tip.Trailer || header.PreviousRoot != tip.Root
            || header.UnixMs < tip.UnixMs || header.Epoch < tip.Epoch)
            throw new LogStopped(LogStop.Corrupt, $"The frame at entry {tip.Size} does not go on from the one before it.", tip.Size);
        var change = new FrameChange(tip);
        change.Expect(header.Count);
        try
        {
            foreach (var leaf in frame.Leaves()) change.Add(leaf.Span, header.UnixMs);
        }
        catch (FormatException broken)
        {
            throw new LogStopped(LogStop.Corrupt, $"Entry {change.Next}: {broken.Message}", change.Next);
        }
        if (change.Root(frame.Body) != header.NewRoot) throw new LogStopped(LogStop.Corrupt, $"The frame at entry {tip.Size} says another root than its leaves.", tip.Size);
        lock (commits) change.Commit(frame);
        Taken?.Invoke(tip.Size, tip.Root);
    }

    private async Task Mend(JournalSlice slice, string wrong, CancellationToken cancellation)
    {
        if (!slice.Torn || tip.Size < Signed || !await store.DropTornTail(tip.Place.Segment, slice.Next, cancellation))
            throw new LogStopped(LogStop.Corrupt, $"After entry {tip.Size}: {wrong}", tip.Size);
    }

    /// <summary>The greatest size that is known to be signed: what is below is never dropped.</summary>
    public long Signed { get; set; }

    /// <summary>Nothing beyond this size is read.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>Told of the size and root after each frame that is read.</summary>
    public Action<long, Digest>? Taken { get; init; }

    /// <summary>Ends the segment and opens the next. Sealing first makes sure that nobody goes on in the old one; then what it holds is
    /// read to its end, because not every storage heeds the position of a seal (Azurite does not).</summary>
    private async Task<bool> Roll(CancellationToken cancellation)
    {
        var (segment, size) = (tip.Place.Segment, tip.Size);
        var outcome = await Try(() => store.Seal(segment, tip.Place.Position, cancellation), cancellation);
        await CatchUp(cancellation);
        if (outcome != AppendOutcome.Done || tip.Place.Segment != segment) return tip.Size == size && tip.Place.Position == 0;
        await Open(paths.Segment(tip.Size), cancellation);
        await CatchUp(cancellation);
        return tip.Size == size && tip.Place.Position == 0;
    }

    // Whether it was there or not: an empty segment is adopted, and what stands in another one is read.
    private Task<bool> Open(string segment, CancellationToken cancellation) => Try(() => store.CreateSegment(segment, cancellation), cancellation);

    /// <summary>True once the frame stands at the tip's place, false once it is certain that it does not.</summary>
    private async Task<(bool Stands, bool AtOnce)> Put(Frame frame, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, fault) = (AppendOutcome.Moved, (Exception?)null);
            try
            {
                outcome = await store.Append(tip.Place.Segment, tip.Place.Position, frame.Bytes, cancellation);
            }
            catch (Exception unknown) when (unknown is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                fault = unknown;
            }
            if (fault is null && outcome == AppendOutcome.Done) return (true, attempt == 1);
            if (fault is null && outcome == AppendOutcome.Missing && tip.Place.Position > 0)
                throw new LogStopped(LogStop.Rollback, $"The segment {tip.Place.Segment} is gone.");
            if (fault is null && outcome == AppendOutcome.Missing) await Open(tip.Place.Segment, cancellation);

            // An answer that was lost, or "moved", which an earlier try of ours may have brought about: look what stands there.
            var there = await Try(() => store.ReadSegment(tip.Place.Segment, tip.Place.Position, frame.Bytes.Length, cancellation), cancellation);
            if (there is { Length: > 0 } bytes) return (bytes.Span.SequenceEqual(frame.Bytes.Span), false);
            if (outcome == AppendOutcome.Sealed) return (await After(cancellation), false);

            // Nothing there: at the same place a late duplicate of the first try cannot apply beside the second.
            if (attempt == Tries) throw fault ?? new IOException($"The segment {tip.Place.Segment} ends before {tip.Place.Position}, and takes nothing there.");
        }
    }

    /// <summary>The segment was sealed by one who may not have come to open the next.</summary>
    private async Task<bool> After(CancellationToken cancellation)
    {
        await Open(paths.Segment(tip.Size), cancellation);
        return false;
    }

    private static async Task<T> Try<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception fault) when (attempt < Tries && fault is not LogStopped && !cancellation.IsCancellationRequested)
            {
                // These calls may be made twice: reading, sealing at a position, creating what is not there.
            }
        }
    }
}
