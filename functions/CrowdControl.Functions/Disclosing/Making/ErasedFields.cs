using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Evidence;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Which fields of a pack's entries were erased, and the entries that say so: they belong into the pack, or nobody could tell an erasure
/// from salts that somebody destroyed early.</summary>
internal sealed class ErasedFields(RecordExcerpts record, EvidenceStore evidence)
{
    private const int AtOnce = 1_000;

    /// <param name="chosen">Entries of the pack.</param>
    /// <param name="size">Of the pack's checkpoint: what was recorded later is of another pack.</param>
    /// <returns>The entries, rising, with those that say what was erased of them; and what that is.</returns>
    public async Task<(IReadOnlyList<long> Entries, IReadOnlyList<ErasedPlace> Erased)> Of(
        TenantId tenant, IReadOnlyCollection<long> chosen, long size, CancellationToken cancellation)
    {
        var (exhibits, erased) = (new HashSet<string>(StringComparer.Ordinal), new List<ErasedPlace>());
        await Read(chosen);
        var covering = new SortedSet<long>();
        foreach (var exhibit in exhibits)
            if (await evidence.Find(tenant, new ExhibitId(exhibit), cancellation) is { } found) covering.UnionWith(found.Erasures.Where(entry => entry < size));
        covering.ExceptWith(chosen);
        await Read(covering);
        return ([.. chosen.Union(covering).Order()], [.. erased.Distinct()]);

        async Task Read(IReadOnlyCollection<long> indices)
        {
            foreach (var some in indices.Chunk(AtOnce))
                foreach (var (_, leaf) in await record.Leaves(tenant, some, cancellation))
                {
                    erased.AddRange(ErasedField.Of(leaf).Select(field => new ErasedPlace((long)field.Index, field.Field)));
                    if (leaf.Draft.Subject is { Kind: "exhibit", Id: var exhibit }) exhibits.Add(exhibit);
                }
        }
    }
}
