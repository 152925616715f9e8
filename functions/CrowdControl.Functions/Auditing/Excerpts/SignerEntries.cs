using CrowdControl.AuditLog.Officers;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;

namespace CrowdControl.Functions.Auditing.Excerpts;

/// <summary>Finds the entries by which the passkeys of signers came and went: without them nobody can judge what they signed.</summary>
internal static class SignerEntries
{
    private const int AtOnce = 200;
    private static readonly AuditSight Everything = new(Scope.Everything, Scope.Everything);

    public static async Task<IReadOnlyList<long>> Of(
        OpenLog open, IReadOnlyCollection<string> signers, long size, CancellationToken cancellation)
    {
        var (streams, found) = (signers.Select(RegisteredKeys.StreamOf).OfType<string>().ToHashSet(StringComparer.Ordinal), new SortedSet<long>());
        foreach (var act in streams.Count > 0 ? [RegisteredKeys.Registered, RegisteredKeys.Revoked] : Array.Empty<string>())
        {
            var search = new AuditSearch(open, new AuditFilter(null, act, null), Everything);
            for (long? before = size; before is not null;)
            {
                var page = await search.Page(before, AtOnce, cancellation);
                found.UnionWith(page.Entries.Where(one => streams.Contains(one.Leaf.Place.Stream)).Select(one => one.Stored.Index));
                before = page.Next;
            }
        }

        return [.. found];
    }
}
