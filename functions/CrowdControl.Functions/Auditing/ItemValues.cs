using System.Text;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>What the record keeps of one item of evidence: what goes when it is erased, and the proof that stays.</summary>
public sealed class ItemValues
{
    private const int AtOnce = 200;
    private static readonly AuditSight Everything = new(Scope.Everything, Scope.Everything);
    private readonly SecretTable _secrets;
    private readonly RecordLogs _logs;

    internal ItemValues(SecretTable secrets, RecordLogs logs) => (_secrets, _logs) = (secrets, logs);

    /// <summary>Each field of the record whose salt is still there, in order. What was kept for a try that came to no entry is none.</summary>
    public async Task<IReadOnlyList<ErasedField>> Fields(TenantId tenant, ExhibitId item, CancellationToken cancellation)
    {
        var kept = (await _secrets.ReadItem(tenant, item.Value, cancellation)).ToLookup(one => one.Id, one => one.Fields, StringComparer.Ordinal);
        if (kept.Count == 0) return [];
        var fields = new List<ErasedField>();
        var search = new AuditSearch(await _logs.Opened(tenant, cancellation), new AuditFilter(new AuditSubject(AuditLeaf.ItemKind, item.Value), null, null), Everything);
        for (long? before = null; ;)
        {
            var found = await search.Page(before, AtOnce, cancellation);
            foreach (var (stored, leaf) in found.Entries)
                fields.AddRange(kept[leaf.Draft.Id].SelectMany(all => all).Where(leaf.Commits).DistinctBy(field => field.Name)
                    .Select(field => new ErasedField((ulong)stored.Index, field.Name, AuditLeaf.CommitmentOf(field))));
            if (found.Next is null) return [.. fields.OrderBy(field => field.Index).ThenBy(field => field.Field, StringComparer.Ordinal)];
            before = found.Next;
        }
    }

    /// <summary>Destroys every salt and value. Entries and proofs stay; nobody can say any more what they commit to.</summary>
    public Task Destroy(TenantId tenant, ExhibitId item, CancellationToken cancellation) => _secrets.EraseItem(tenant, item.Value, cancellation);

    /// <summary>The .tlog-proof of an entry, which holds no value.</summary>
    public async Task<string> Proof(TenantId tenant, long entry, CancellationToken cancellation) =>
        Encoding.UTF8.GetString((await (await _logs.Of(tenant, cancellation)).Reading.Prove(entry, cancellation)).Proof.ToBytes());
}
