using CrowdControl.AuditLog.Leaves;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Tests.Auditing;

/// <summary>Reads a whole record, as nobody in the product may.</summary>
internal static class RecordReading
{
    public static async Task<IReadOnlyList<AuditEntryView>> All(RecordLogs logs, SecretTable secrets, TenantId tenant)
    {
        var stored = await (await logs.Of(tenant, default)).Reading.Read(0, 10_000, default);
        var leaves = stored.Select(one => (one, Leaf: Leaf.Parse(one.Bytes.Span))).ToList();
        var kept = await secrets.Read(tenant, [.. leaves.Select(one => one.Leaf)], default);
        return [.. leaves.Select(one => AuditEntryView.Of(
            one.one, one.Leaf, [.. kept[one.Leaf.Draft.Id].SelectMany(fields => fields).Where(one.Leaf.Commits)]))];
    }
}
