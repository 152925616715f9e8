using System.Text;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>What the record keeps of one item of evidence: what goes when it is erased, and the proof that stays.</summary>
public sealed class ItemValues
{
    private readonly SecretTable _secrets;
    private readonly RecordLogs _logs;

    internal ItemValues(SecretTable secrets, RecordLogs logs) => (_secrets, _logs) = (secrets, logs);

    /// <summary>One line for each commitment whose salt is still there, "entry name commitment", in order.</summary>
    public async Task<IReadOnlyList<string>> Commitments(TenantId tenant, ExhibitId item, CancellationToken cancellation)
    {
        var kept = await _secrets.ReadItem(tenant, item.Value, cancellation);
        return
        [
            .. kept.SelectMany(entry => entry.Fields, (entry, field) => $"{entry.Id} {field.Name} {AuditLeaf.CommitmentOf(field)}")
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Destroys every salt and value. Entries and proofs stay; nobody can say any more what they commit to.</summary>
    public Task Destroy(TenantId tenant, ExhibitId item, CancellationToken cancellation) => _secrets.EraseItem(tenant, item.Value, cancellation);

    /// <summary>The .tlog-proof of an entry, which holds no value.</summary>
    public async Task<string> Proof(TenantId tenant, long entry, CancellationToken cancellation) =>
        Encoding.UTF8.GetString((await (await _logs.Of(tenant, cancellation)).Reading.Prove(entry, cancellation)).Proof.ToBytes());
}
