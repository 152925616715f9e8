using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace CrowdControl.AuditLog.Journal;

/// <summary>A lease on an object of the live area: says whose turn it is, so that instances do not do the same work at once. Nothing rests on
/// it: whoever holds none may write and sign as well, and the conditions of each write decide.</summary>
/// <param name="live">Container of the live area.</param>
/// <param name="name">The object that is leased, such as log1/lease. It is made at the first use.</param>
public sealed class BlobLease(BlobContainerClient live, string name)
{
    /// <summary>The shortest that the service gives: as long does a holder that dies keep others waiting.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <returns>To be disposed of when the work is done; null where somebody else holds it.</returns>
    public async Task<IAsyncDisposable?> TryTake(CancellationToken cancellation)
    {
        var blob = live.GetBlobClient(name);
        var lease = blob.GetBlobLeaseClient();
        for (var made = false; ; made = true)
        {
            try
            {
                await lease.AcquireAsync(Length, cancellationToken: cancellation);
                return new Held(lease);
            }
            catch (RequestFailedException taken) when (taken.ErrorCode == BlobErrorCode.LeaseAlreadyPresent)
            {
                return null;
            }
            catch (RequestFailedException none) when (!made && none.ErrorCode == BlobErrorCode.BlobNotFound)
            {
                await Make(blob, cancellation);
            }
        }
    }

    private static async Task Make(BlobClient blob, CancellationToken cancellation)
    {
        try
        {
            await blob.UploadAsync(
                BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty), new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            // Another instance made it.
        }
    }

    private sealed class Held(BlobLeaseClient lease) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            try
            {
                await lease.ReleaseAsync();
            }
            catch (RequestFailedException)
            {
                // It ends by itself.
            }
        }
    }
}
