using System.Buffers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.AuditLog;

/// <summary>Appends one batch at a time under the position condition; whoever loses the race reads what it missed and tries again.</summary>
internal sealed class LogWriter(BlobContainerClient container, string log, TimeProvider clock)
{
    private const int Attempts = 8;
    private const int KeptIds = 20_000;
    private readonly LogReader _reader = new(container, log);
    private LogHead? _head;

    /// <summary>Makes the entries durable, in order, in one append; those already in the log keep their place.</summary>
    public async Task<IReadOnlyList<LogReceipt>> Append(IReadOnlyList<LogEntry> entries, CancellationToken cancellation)
    {
        try
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var head = await Roll(_head ??= await Load(cancellation), cancellation);
                if (head is null) continue;
                var (stored, bytes, receipts) = Build(head, entries);
                if (stored.Count == 0 || await Put(head, bytes, stored, cancellation)) return receipts;
            }

            throw new IOException($"The audit log {log} could not be written: others were faster {Attempts} times.");
        }
        catch
        {
            _head = null;
            throw;
        }
    }

    private async Task<LogHead> Load(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var recent = new Dictionary<string, LogReceipt>();
        if (await _reader.LastButOne(cancellation) is not { } from) return new LogHead(LogCursor.Start, 0, default, true, recent);

        var at = await StartOf(from, cancellation);
        while (true)
        {
            var slice = await _reader.Read(at, 10_000, cancellation);
            foreach (var entry in slice.Entries) recent[entry.Id] = new LogReceipt(entry.Index, entry.Hash);
            at = slice.Next;
            if (slice.Entries.Count == 0) break;
        }

        var properties = (await container.GetAppendBlobClient(at.Segment).GetPropertiesAsync(cancellationToken: cancellation)).Value;
        if (properties.ContentLength != at.Offset) throw new LogBroken(at.Index, "The entry is cut short.");
        var day = DateOnly.FromDateTime(properties.CreatedOn.UtcDateTime);
        return new LogHead(at, properties.BlobCommittedBlockCount, day, properties.IsSealed, recent);
    }

    /// <summary>The start of a segment: the hash it builds on is the last one before it, which only reading tells.</summary>
    private async Task<LogCursor> StartOf(string segment, CancellationToken cancellation)
    {
        var first = Segment.FirstIndex(segment);
        if (first == 0) return LogCursor.Start with { Segment = segment };
        var metadata = (await container.GetBlobClient(segment).GetPropertiesAsync(cancellationToken: cancellation)).Value.Metadata;
        return new LogCursor(segment, 0, first, metadata["previous"]);
    }

    /// <summary>Opens the next segment when the present one is full or of yesterday. Null: others moved on, look again.</summary>
    private async Task<LogHead?> Roll(LogHead head, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!head.Due(today)) return head;
        try
        {
            if (!head.Sealed)
                await container.GetAppendBlobClient(head.At.Segment).SealAsync(
                    new AppendBlobRequestConditions { IfAppendPositionEqual = head.At.Offset }, cancellation);
            head.Sealed = true;
            var name = Segment.Name(log, head.At.Index);
            await container.GetAppendBlobClient(name).CreateAsync(new AppendBlobCreateOptions
            {
                Conditions = new AppendBlobRequestConditions { IfNoneMatch = ETag.All },
                Metadata = new Dictionary<string, string> { ["previous"] = head.At.Previous },
            }, cancellation);
            return _head = head.Rolled(name, today, KeptIds);
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            _head = null;
            return null;
        }
    }

    private static (List<StoredEntry> Stored, ReadOnlyMemory<byte> Bytes, List<LogReceipt> Receipts) Build(
        LogHead head, IReadOnlyList<LogEntry> entries)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var stored = new List<StoredEntry>();
        var receipts = new List<LogReceipt>();
        var (index, previous) = (head.At.Index, head.At.Previous);
        foreach (var entry in entries)
        {
            var known = head.Known(entry.Id) ?? stored.Where(one => one.Id == entry.Id)
                .Select(one => new LogReceipt(one.Index, one.Hash)).FirstOrDefault();
            if (known is null)
            {
                var hash = Line.Hash(previous, index, entry.Id, entry.Leaf.Span);
                Line.Write(bytes, index, entry.Id, hash, entry.Leaf.Span);
                stored.Add(new StoredEntry(index, entry.Id, hash, previous, entry.Leaf));
                known = new LogReceipt(index, hash);
                (index, previous) = (index + 1, hash);
            }

            receipts.Add(known);
        }

        return (stored, bytes.WrittenMemory, receipts);
    }

    /// <summary>True once the bytes stand where they should; false when somebody else's stand there.</summary>
    private async Task<bool> Put(LogHead head, ReadOnlyMemory<byte> bytes, List<StoredEntry> stored, CancellationToken cancellation)
    {
        var blob = container.GetAppendBlobClient(head.At.Segment);
        var conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = head.At.Offset };
        try
        {
            using var content = new MemoryStream(bytes.ToArray(), writable: false);
            await blob.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = conditions }, cancellation);
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412 && lost.ErrorCode != BlobErrorCode.AppendPositionConditionNotMet)
        {
            _head = null;
            return false;
        }
        catch (Exception unknown) when (unknown is RequestFailedException or IOException or HttpRequestException or TaskCanceledException
            && !cancellation.IsCancellationRequested)
        {
            if (!await Stands(blob, head.At.Offset, bytes, cancellation))
            {
                _head = null;
                return false;
            }
        }

        var last = stored[^1];
        head.Advance(stored, head.At with { Offset = head.At.Offset + bytes.Length, Index = last.Index + 1, Previous = last.Hash }, 1);
        return true;
    }

    /// <summary>After a lost answer: do our bytes stand at our place? Nothing there yet means that trying again at the same place is safe.</summary>
    private static async Task<bool> Stands(AppendBlobClient blob, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellation);
        if (properties.Value.ContentLength < offset + bytes.Length) return false;
        var options = new BlobDownloadOptions { Range = new HttpRange(offset, bytes.Length) };
        var there = await blob.DownloadContentAsync(options, cancellation);
        return there.Value.Content.ToMemory().Span.SequenceEqual(bytes.Span);
    }
}
