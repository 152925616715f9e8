using Azure.Storage.Blobs.Models;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>Reads policies and holds of single blobs. Under a locked default one may still be uploaded with a policy that is not.</summary>
internal sealed class BlobPolicies(StorageClients storage)
{
    /// <summary>A blob's own policy begins a moment before the service says that it was made.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>One request for each 5,000 blobs.</summary>
    public async Task<BlobStanding> Read(ContainerState container, CancellationToken cancellation)
    {
        var blobs = await storage.OfRecord(container.Name, cancellation);
        var (count, weaker, held, first) = (0L, 0L, new List<string>(), (string?)null);
        var traits = BlobTraits.ImmutabilityPolicy | BlobTraits.LegalHold;
        await foreach (var blob in blobs.GetBlobsAsync(traits, BlobStates.None, null, cancellation))
        {
            count++;
            if (blob.Properties.HasLegalHold) held.Add(blob.Name);
            if (!IsWeaker(blob.Properties, container)) continue;
            weaker++;
            first ??= blob.Name;
        }

        held.Sort(StringComparer.Ordinal);
        return new BlobStanding(container.Name, count, held, weaker, first);
    }

    private static bool IsWeaker(BlobItemProperties blob, ContainerState container) =>
        container.Days is { } days && blob.CreatedOn is { } made
        && (blob.ImmutabilityPolicy?.ExpiresOn is not { } until || until < made.AddDays(days) - Slack
            || (container.Locked && blob.ImmutabilityPolicy.PolicyMode != BlobImmutabilityPolicyMode.Locked));
}
