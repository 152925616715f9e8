using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing.Store;

/// <summary>
/// Finished packs and what they are made from. <c>pack/[id].zip</c> lies in the record's own container <c>audit-export-[organisation]</c>, which
/// keeps it for as long as its policy says. What is to go again once the pack is there cannot lie there: it is in the container
/// <c>disclosing</c>, <c>[organisation]/work/[id]/...</c>, and <c>[organisation]/part/[SHA-256]</c> is what many packs hold alike. Every blob is
/// made once (<c>If-None-Match: *</c>): a step that runs a second time finds what the first one made, and goes on from that.
/// </summary>
public sealed class PackShelf(StorageClients storage)
{
    public const string WorkContainer = "disclosing";
    private readonly ConcurrentDictionary<TenantId, BlobContainerClient> _packs = new();
    private readonly BlobContainerClient _work = storage.Blobs.GetBlobContainerClient(WorkContainer);
    private volatile bool _made;

    internal static string PackName(DisclosureId id) => $"pack/{id}.zip";

    /// <summary>What a step came to: the first to write it wins, and everybody goes on from what is there.</summary>
    internal async Task<T> Settle<T>(TenantId tenant, DisclosureId id, string step, T made, CancellationToken cancellation)
    {
        await Create(tenant, $"work/{id}/{step}.json", JsonSerializer.SerializeToUtf8Bytes(made, Json.Options), cancellation);
        return await Settled<T>(tenant, id, step, cancellation)
            ?? throw new IOException($"The step {step} of {id} was written, and is not there.");
    }

    /// <summary>Default where the step was not taken yet.</summary>
    internal async Task<T?> Settled<T>(TenantId tenant, DisclosureId id, string step, CancellationToken cancellation)
    {
        var read = await Read(tenant, $"work/{id}/{step}.json", cancellation);
        return read is null ? default : JsonSerializer.Deserialize<T>(read.Value.Span, Json.Options);
    }

    /// <summary>Keeps bytes of one pack under their hash, so that two runs of a step never mix.</summary>
    internal async Task<string> Keep(TenantId tenant, DisclosureId id, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var name = $"work/{id}/{new Digest(SHA256.HashData(bytes.Span))}";
        await Create(tenant, name, bytes, cancellation);
        return name;
    }

    /// <summary>Keeps a file that many packs hold, unless it is there.</summary>
    internal async Task<string> KeepPart(TenantId tenant, PackDigest digest, Func<Stream> open, CancellationToken cancellation)
    {
        var name = $"part/{digest.Sha256}";
        var blob = (await Work(cancellation)).GetBlobClient($"{tenant}/{name}");
        if (await blob.ExistsAsync(cancellation)) return name;
        await using var bytes = open();
        await Once(() => blob.UploadAsync(
            bytes, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellation));
        return name;
    }

    /// <summary>Null where there is none.</summary>
    internal async Task<ReadOnlyMemory<byte>?> Read(TenantId tenant, string name, CancellationToken cancellation)
    {
        try
        {
            var blob = (await Work(cancellation)).GetBlobClient($"{tenant}/{name}");
            return (await blob.DownloadContentAsync(cancellation)).Value.Content.ToMemory();
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <exception cref="RequestFailedException">There is no such part.</exception>
    internal async Task<Stream> OpenPart(TenantId tenant, string name, CancellationToken cancellation) =>
        await (await Work(cancellation)).GetBlobClient($"{tenant}/{name}").OpenReadAsync(cancellationToken: cancellation);

    /// <exception cref="RequestFailedException">There is no such pack.</exception>
    internal async Task<Stream> OpenPack(TenantId tenant, DisclosureId id, CancellationToken cancellation) =>
        await (await Packs(tenant, cancellation)).GetBlobClient(PackName(id)).OpenReadAsync(cancellationToken: cancellation);

    /// <summary>Writes a pack from front to back; nobody sees it before it is whole, and there is one of each id.</summary>
    internal async Task<BlockTarget> Target(TenantId tenant, DisclosureId id, CancellationToken cancellation) =>
        new(await Packs(tenant, cancellation), PackName(id));

    /// <summary>Takes away what a pack was made from. What is gone already is no fault.</summary>
    internal async Task Clear(TenantId tenant, DisclosureId id, CancellationToken cancellation)
    {
        var work = await Work(cancellation);
        await foreach (var blob in work.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{tenant}/work/{id}/", cancellation))
            await work.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellation);
    }

    private async Task Create(TenantId tenant, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var blob = (await Work(cancellation)).GetBlobClient($"{tenant}/{name}");
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        await Once(() => blob.UploadAsync(BinaryData.FromBytes(bytes), options, cancellation));
    }

    private static async Task Once(Func<Task> create)
    {
        try
        {
            await create();
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // Somebody was quicker, or this is a step's second run: what stands there counts.
        }
    }

    private async ValueTask<BlobContainerClient> Packs(TenantId tenant, CancellationToken cancellation) =>
        _packs.TryGetValue(tenant, out var known)
            ? known
            : _packs[tenant] = await storage.OfRecord(TenantContainer.Of("export", tenant), cancellation);

    private async ValueTask<BlobContainerClient> Work(CancellationToken cancellation)
    {
        if (_made) return _work;
        await _work.CreateIfNotExistsAsync(cancellationToken: cancellation);
        _made = true;
        return _work;
    }
}
