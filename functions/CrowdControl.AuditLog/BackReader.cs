using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.AuditLog;

/// <summary>Reads segments from the end, one window at a time, checking each entry against the one before.</summary>
internal sealed class BackReader(BlobContainerClient container, string log)
{
    /// <summary>The first page of a list is small, a search through the past is not.</summary>
    private const int FirstWindow = 64 * 1024;

    private const int Window = 1024 * 1024;

    /// <exception cref="FormatException">The place is none of this log.</exception>
    /// <exception cref="LogBroken">An entry is not what its hash says.</exception>
    public async IAsyncEnumerable<PlacedEntry> Read(LogPlace? before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var segments = await Segments(cancellation);
        var number = before is null ? segments.Count - 1 : segments.FindIndex(segment => segment.First == before.Segment);
        if (before is not null && (number < 0 || before.End < 0 || before.End > segments[number].Length)) throw LogPlace.None();

        var (window, end) = (FirstWindow, before?.End);
        for (; number >= 0; number--, end = null)
        {
            var segment = segments[number];
            for (var at = end ?? segment.Length; at > 0; window = Window)
            {
                var start = Math.Max(0, at - window);
                var bytes = await Bytes(segment, start, at, cancellation);
                if (bytes.Span[^1] != (byte)'\n') throw at == end ? LogPlace.None() : new LogBroken(segment.First, "The last entry of this segment is cut short.");
                var entries = Take(bytes.Span, start, segment);
                for (var one = entries.Count - 1; one >= 0; one--) yield return entries[one];
                at = entries[0].Before.End;
            }
        }
    }

    private async Task<List<Listed>> Segments(CancellationToken cancellation)
    {
        var segments = new List<Listed>();
        try
        {
            await foreach (var blob in Segment.List(container, log, BlobTraits.Metadata, cancellation))
                segments.Add(new Listed(
                    blob.Name, Segment.FirstIndex(blob.Name), blob.Properties.ContentLength ?? 0, blob.Metadata.TryGetValue("previous", out var hash) ? hash : Line.NoPrevious));
        }
        catch (RequestFailedException nothing) when (nothing.Status == 404)
        {
            return [];
        }

        return segments;
    }

    private async Task<ReadOnlyMemory<byte>> Bytes(Listed segment, long start, long end, CancellationToken cancellation)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(start, end - start) };
        var answer = await container.GetAppendBlobClient(segment.Name).DownloadContentAsync(options, cancellation);
        return answer.Value.Content.ToMemory();
    }

    /// <summary>The entries of a window in order. One that is not the segment's first needs its predecessor in the window.</summary>
    private static List<PlacedEntry> Take(ReadOnlySpan<byte> bytes, long start, Listed segment)
    {
        var (at, index, previous) = (0, segment.First, segment.Previous);
        if (start > 0)
        {
            at = bytes.IndexOf((byte)'\n') + 1;
            var end = at + bytes[at..].IndexOf((byte)'\n');
            if (end < at || Line.Heading(bytes[at..end]) is not { } heading)
                throw new LogBroken(segment.First, "An entry of this segment is longer than any entry may be, or has no heading.");
            (at, index, previous) = (end + 1, heading.Index + 1, heading.Hash);
        }

        var entries = new List<PlacedEntry>();
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            var (entry, wrong) = Line.Read(bytes.Slice(at, length), index, previous);
            if (entry is null) throw new LogBroken(index, wrong!);
            entries.Add(new PlacedEntry(entry, new LogPlace(segment.First, start + at)));
            (at, index, previous) = (at + length + 1, index + 1, entry.Hash);
        }

        return entries.Count > 0 ? entries : throw new LogBroken(index, "The entry is longer than any entry may be.");
    }

    private sealed record Listed(string Name, long First, long Length, string Previous);
}

/// <summary>An entry, and the place from which those before it are read.</summary>
public sealed record PlacedEntry(StoredEntry Entry, LogPlace Before);

/// <summary>A place between two entries to read back from: the segment by its first index, and an offset in bytes.</summary>
public sealed record LogPlace(long Segment, long End)
{
    /// <summary>True where nothing stands before it.</summary>
    public bool IsStart => Segment == 0 && End == 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}-{End}");

    /// <exception cref="FormatException">The text was not made by <see cref="ToString"/>.</exception>
    public static LogPlace Parse(string text) =>
        text.Split('-') is [var segment, var end]
        && long.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new LogPlace(first, offset)
            : throw None();

    internal static FormatException None() => new("This is not a place in an audit log.");
}
