using System.Threading.Channels;
using Azure.Storage.Blobs;

namespace CrowdControl.AuditLog;

/// <summary>
/// An append-only log of byte strings on append blobs, each entry chained to the one before by SHA-256.
/// Any number of processes may append: the position condition of the append decides, nothing else does.
/// </summary>
/// <remarks>
/// <paramref name="container"/>'s client MUST NOT retry by itself (<c>MaxRetries = 0</c>): a retried success would look like a lost race.
/// Entries of concurrent callers go out in one append. Cost of an append: one blob write, however many entries it carries.
/// </remarks>
public sealed class HashChainLog(BlobContainerClient container, string name, TimeProvider clock)
{
    private const int MostInOneAppend = 512;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly LogReader _reader = new(container, name);
    private readonly BackReader _back = new(container, name);
    private readonly LogWriter _writer = new(container, name, clock);
    private int _writing;

    /// <summary>Appends the entry, unless its id is among those of the last two segments; either way says where it stands.</summary>
    /// <returns>Only once the entry is durable. An exception means not known: append the same id again.</returns>
    /// <exception cref="ArgumentException">The entry's id or leaf breaks a rule of <see cref="LogEntry"/>.</exception>
    /// <exception cref="LogBroken">What stands in the log was not written by this library; nothing is appended.</exception>
    public async Task<LogReceipt> Append(LogEntry entry, CancellationToken cancellation)
    {
        entry.Check();
        var waiting = new Waiting(entry, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting, cancellation);
        if (Interlocked.Exchange(ref _writing, 1) == 0) _ = Task.Run(WriteAll, CancellationToken.None);
        return await waiting.Receipt.Task.WaitAsync(cancellation);
    }

    /// <summary>Entries from <paramref name="from"/> on, at most <paramref name="limit"/>, each checked against its predecessor.</summary>
    /// <exception cref="LogBroken">An entry is not what its hash says.</exception>
    public Task<LogSlice> ReadFrom(LogCursor from, int limit, CancellationToken cancellation) => _reader.Read(from, limit, cancellation);

    /// <summary>Entries before the place, or before the end, newest first, each checked against its predecessor. Costs one list and one
    /// read of 64 KiB for the first some hundred entries, then one read a MiB.</summary>
    /// <exception cref="FormatException">The place is none of this log.</exception>
    /// <exception cref="LogBroken">An entry is not what its hash says; those after it were given out.</exception>
    public IAsyncEnumerable<PlacedEntry> ReadBack(LogPlace? before, CancellationToken cancellation) => _back.Read(before, cancellation);

    /// <summary>Reads the whole log, in memory of one window, and names the first entry that is wrong.</summary>
    public async Task<LogVerification> Verify(CancellationToken cancellation)
    {
        var at = LogCursor.Start;
        try
        {
            while (true)
            {
                var slice = await _reader.Read(at, 5_000, cancellation);
                at = slice.Next;
                if (slice.Entries.Count == 0) break;
            }

            return await _reader.Last(cancellation) is { } last && Segment.FirstIndex(last) > at.Index
                ? new LogVerification(at.Index, false, at.Index, "The segment that begins with this entry is missing.")
                : new LogVerification(at.Index, true, null, null);
        }
        catch (LogBroken broken)
        {
            return new LogVerification(broken.Index, false, broken.Index, broken.Why);
        }
    }

    private async Task WriteAll()
    {
        do
        {
            while (Next() is { Count: > 0 } batch) await Write(batch);
            Volatile.Write(ref _writing, 0);
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref _writing, 1) == 0);
    }

    private List<Waiting> Next()
    {
        var batch = new List<Waiting>();
        while (batch.Count < MostInOneAppend && _waiting.Reader.TryRead(out var one)) batch.Add(one);
        return batch;
    }

    private async Task Write(List<Waiting> batch)
    {
        try
        {
            var receipts = await _writer.Append([.. batch.Select(one => one.Entry)], CancellationToken.None);
            foreach (var (one, receipt) in batch.Zip(receipts)) one.Receipt.SetResult(receipt);
        }
        catch (Exception fault)
        {
            foreach (var one in batch) one.Receipt.TrySetException(fault);
        }
    }

    private sealed record Waiting(LogEntry Entry, TaskCompletionSource<LogReceipt> Receipt);
}
