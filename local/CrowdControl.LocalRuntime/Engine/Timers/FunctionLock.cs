using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>Lets one host at a time run a timer function: a leased blob, as the real host's listener lock.</summary>
internal sealed class FunctionLock(BlobContainerClient hosts, TimerSettings settings, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    /// <summary>The same at every try, so that a lease that outlived a storage outage can be taken again by its own holder.</summary>
    private readonly string _leaseId = Guid.NewGuid().ToString();
    private readonly BlobClient _blob = hosts.GetBlobClient($"locks/{settings.BlobName}.Listener");
    private bool _mayBreak = settings.PredecessorIsDead;

    /// <summary>False where another host has it.</summary>
    public async Task<bool> TryTake(CancellationToken cancellation)
    {
        if (!await TryAcquire(cancellation))
        {
            if (!_mayBreak) return false;
            await Break(cancellation);
            if (!await TryAcquire(cancellation)) return false;
        }

        _mayBreak = false;
        return true;
    }

    /// <summary>Renews the lease; returns when it is lost.</summary>
    public async Task Keep(CancellationToken cancellation)
    {
        var lease = _blob.GetBlobLeaseClient(_leaseId);
        var (renewed, wait) = (clock.GetUtcNow(), settings.LeaseTime / 2);
        while (true)
        {
            await Task.Delay(wait, clock, cancellation);
            try
            {
                await lease.RenewAsync(cancellationToken: cancellation);
                (renewed, wait) = (clock.GetUtcNow(), settings.LeaseTime / 2);
            }
            catch (Exception fault) when (StorageFault.IsAway(fault) && clock.GetUtcNow() - renewed < settings.LeaseTime)
            {
                wait = wait / 2 > ShortestWait ? wait / 2 : ShortestWait;
            }
            catch (Exception lost) when (!cancellation.IsCancellationRequested)
            {
                log.LogError(lost, "The lock of timer function {Function} was lost, so its run was cancelled.", settings.Function);
                return;
            }
        }
    }

    public async Task Release(CancellationToken cancellation)
    {
        try
        {
            await _blob.GetBlobLeaseClient(_leaseId).ReleaseAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException gone) when (gone.Status is 404 or 409)
        {
            // The blob is gone or another host has the lease: nothing of ours is left to give back.
        }
    }

    private async Task Break(CancellationToken cancellation)
    {
        try
        {
            await _blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
        }
        catch (RequestFailedException ended) when (ended.Status == 409)
        {
            // It ended by itself meanwhile.
        }
    }

    private async Task<bool> TryAcquire(CancellationToken cancellation)
    {
        try
        {
            return await Acquire(cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            await CreateBlob(cancellation);
            return await Acquire(cancellation);
        }
    }

    private async Task<bool> Acquire(CancellationToken cancellation)
    {
        try
        {
            await _blob.GetBlobLeaseClient(_leaseId).AcquireAsync(settings.LeaseTime, cancellationToken: cancellation);
            return true;
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return false;
        }
    }

    private async Task CreateBlob(CancellationToken cancellation)
    {
        await hosts.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            var onlyNew = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
            await _blob.UploadAsync(BinaryData.FromString(""), onlyNew, cancellation);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Another host made it, or has leased it already.
        }
    }
}
