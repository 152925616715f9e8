using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace CrowdControl.AuditLog;

/// <summary>Names of the append blobs of one log: twelve digits of the first entry's index, so that they sort in order.</summary>
internal static class Segment
{
    /// <summary>Blocks after which a segment is full; the service refuses the 50,001st.</summary>
    public const int FullAt = 40_000;

    public static string Folder(string log) => $"{log}/seg/";

    public static string Name(string log, long firstIndex) => $"{Folder(log)}{firstIndex:D12}.log";

    /// <summary>All segments, oldest first.</summary>
    /// <remarks>Every argument is given in its place: that is the one way to ask which both older and newer releases of the client take.</remarks>
    public static AsyncPageable<BlobItem> List(BlobContainerClient container, string log, BlobTraits traits, CancellationToken cancellation) =>
        container.GetBlobsAsync(traits, BlobStates.None, Folder(log), cancellation);

    public static long FirstIndex(string name) => long.Parse(name.AsSpan()[^16..^4], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A log on storage that is not what this library wrote: it stops, and touches nothing.</summary>
public sealed class LogBroken(long index, string why) : Exception($"Entry {index} of the audit log: {why}")
{
    public long Index { get; } = index;

    public string Why { get; } = why;
}
