using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>Ciphertexts of evidence: container <c>audit-ev-[class]-[organisation]</c>, one blob each, <c>[SHA-256 of it].bin</c>. A blob
/// never changes, and is taken away only once nothing can open it.</summary>
internal sealed class EvidenceBlobs(StorageClients storage)
{
    private const int LongestPart = 40;
    private readonly ConcurrentDictionary<string, BlobContainerClient> _open = new();

    public static string NameOf(ReadOnlySpan<byte> ciphertext) => Convert.ToHexStringLower(SHA256.HashData(ciphertext));

    /// <summary>3 to 63 lower-case letters, digits and single hyphens.</summary>
    public static string ContainerOf(EvidenceClass of, TenantId tenant)
    {
        var plain = tenant.Value.Length <= LongestPart && tenant.Value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && !tenant.Value.Contains("--", StringComparison.Ordinal) && !tenant.Value.StartsWith('-') && !tenant.Value.EndsWith('-');
        var part = plain ? tenant.Value : "x" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(tenant.Value)))[..LongestPart];
        return $"audit-ev-{of.ToString().ToLowerInvariant()}-{part}";
    }

    /// <summary>The same bytes are the same blob, and are kept once.</summary>
    public async Task Keep(TenantId tenant, EvidenceClass of, byte[] ciphertext, CancellationToken cancellation)
    {
        var blob = (await Container(tenant, of, cancellation)).GetBlobClient(PathOf(NameOf(ciphertext)));
        var options = new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(ciphertext), options, cancellation);
        }
        catch (RequestFailedException there) when (there.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
        }
    }

    /// <summary>Null where there is none.</summary>
    public async Task<byte[]?> Load(TenantId tenant, EvidenceClass of, string name, CancellationToken cancellation)
    {
        try
        {
            var container = await Container(tenant, of, cancellation);
            return (await container.GetBlobClient(PathOf(name)).DownloadContentAsync(cancellation)).Value.Content.ToArray();
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Sets or clears the legal hold on the blob, in whichever classes it lies.</summary>
    /// <returns>False where this storage keeps no holds, as an emulator.</returns>
    /// <exception cref="RequestFailedException">Storage refused, or is away.</exception>
    public async Task<bool> Hold(TenantId tenant, string name, bool held, CancellationToken cancellation)
    {
        foreach (var of in Enum.GetValues<EvidenceClass>())
        {
            var blob = (await Container(tenant, of, cancellation)).GetBlobClient(PathOf(name));
            if (!await blob.ExistsAsync(cancellation)) continue;
            try
            {
                await blob.SetLegalHoldAsync(held, cancellation);
            }
            catch (RequestFailedException none) when (none.Status == 501)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>False while its retention forbids it, and where the app may delete nothing (decision 8): it cannot be read any more, and its
    /// space is given back later, by others there.</summary>
    public async Task<bool> TakeAway(TenantId tenant, EvidenceClass of, string name, CancellationToken cancellation)
    {
        try
        {
            var container = await Container(tenant, of, cancellation);
            var blob = container.GetBlobClient(PathOf(name));
            if (await blob.ExistsAsync(cancellation)) await blob.DeleteIfExistsAsync(cancellationToken: cancellation);
            return true;
        }
        catch (RequestFailedException kept) when (kept.ErrorCode is "BlobImmutableDueToPolicy" or "BlobImmutableDueToLegalHold" || kept.Status == 403)
        {
            return false;
        }
    }

    private static string PathOf(string name) => $"{name}.bin";

    private async Task<BlobContainerClient> Container(TenantId tenant, EvidenceClass of, CancellationToken cancellation)
    {
        var name = ContainerOf(of, tenant);
        if (_open.TryGetValue(name, out var known)) return known;
        return _open[name] = await storage.OfRecord(name, cancellation);
    }
}
