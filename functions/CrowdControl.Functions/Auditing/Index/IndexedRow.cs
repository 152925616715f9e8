using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>Where a row of the index stands, and which entry it says that it is of.</summary>
/// <param name="ById">It is one of those by which a repetition is told.</param>
internal sealed record IndexedRow(string Partition, string Row, long Index, bool ById)
{
    /// <summary>Whether the log's own entry would make this row.</summary>
    public bool IsOf(IndexedEntry entry, TenantId tenant, string log) => ById
        ? entry.Id == Row && Partition == IndexKey.PartitionOfId(tenant, log, entry.Id)
        : IndexKey.Of(entry).Any(key => key.Partition(tenant, log, Month.Of(entry.At)) == Partition);
}
