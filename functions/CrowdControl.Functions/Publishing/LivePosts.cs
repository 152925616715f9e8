using CrowdControl.Domain;

namespace CrowdControl.Functions.Publishing;

/// <summary>Which submission a post of ours on a network came from.</summary>
public sealed class LivePosts(SubmissionStore store)
{
    /// <summary>Null where it did not come from here. A post that was taken down is still known.</summary>
    public Task<SubmissionId?> Of(TenantId tenant, string nativeId, CancellationToken cancellation) =>
        store.LiveAs(tenant, nativeId, cancellation);
}
