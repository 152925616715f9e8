using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.AuditLog;

/// <summary>Reads segments from a place on, checking each entry against the one before.</summary>
internal sealed class LogReader(BlobContainerClient container, string log)
{
    private const int Window = 1024 * 1024;

    /// <summary>Entries from the cursor on, at most <paramref name="limit"/>.</summary>
    /// <exception cref="LogBroken">An entry is not what its hash says.</exception>
    public async Task<LogSlice> Read(LogCursor from, int limit, CancellationToken cancellation)
    {
        var entries = new List<StoredEntry>();
        var at = from;
        while (entries.Count < limit)
        {
            if (at.Segment.Length == 0 && await Next(at, cancellation) is { } first) at = at with { Segment = first };
            if (at.Segment.Length == 0) break;
            var bytes = await Bytes(at.Segment, at.Offset, cancellation);
            var taken = Take(bytes.Span, ref at, entries, limit);
            if (taken > 0) continue;
            if (bytes.Length >= Window) throw new LogBroken(at.Index, "The entry is longer than any entry may be.");
            if (bytes.Length > 0) throw new LogBroken(at.Index, "The entry is cut short.");
            if (await Next(at, cancellation) is not { } next) break;
            at = at with { Segment = next, Offset = 0 };
        }

        return new LogSlice(entries, at);
    }

    /// <summary>The newest segment, or null for a log without one.</summary>
    public async Task<string?> Last(CancellationToken cancellation) =>
        await Segment.List(container, log, BlobTraits.None, cancellation).Select(blob => blob.Name).LastOrDefaultAsync(cancellation);

    /// <summary>The segment before the newest, or the newest itself where it is the only one.</summary>
    public async Task<string?> LastButOne(CancellationToken cancellation)
    {
        string? before = null, last = null;
        await foreach (var blob in Segment.List(container, log, BlobTraits.None, cancellation))
            (before, last) = (last, blob.Name);
        return before ?? last;
    }

    private async Task<string?> Next(LogCursor at, CancellationToken cancellation)
    {
        var name = Segment.Name(log, at.Index);
        if (name == at.Segment) return null;
        var there = await container.GetBlobClient(name).ExistsAsync(cancellation);
        return there.Value ? name : null;
    }

    private async Task<ReadOnlyMemory<byte>> Bytes(string segment, long offset, CancellationToken cancellation)
    {
        try
        {
            var options = new BlobDownloadOptions { Range = new HttpRange(offset, Window) };
            var answer = await container.GetAppendBlobClient(segment).DownloadContentAsync(options, cancellation);
            return answer.Value.Content.ToMemory();
        }
        catch (RequestFailedException nothing) when (nothing.Status == 416)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private static int Take(ReadOnlySpan<byte> bytes, ref LogCursor at, List<StoredEntry> entries, int limit)
    {
        var taken = 0;
        while (entries.Count < limit && bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var (entry, wrong) = Line.Read(bytes[..end], at.Index, at.Previous);
            if (entry is null) throw new LogBroken(at.Index, wrong!);
            entries.Add(entry);
            at = at with { Offset = at.Offset + end + 1, Index = entry.Index + 1, Previous = entry.Hash };
            bytes = bytes[(end + 1)..];
            taken++;
        }

        return taken;
    }
}
