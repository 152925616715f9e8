using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>What writing the index anew needs: how far it is, and every row there is.</summary>
internal sealed partial class IndexTable
{
    /// <summary>Up to where the index is written anew; null where nobody asked for that.</summary>
    public async Task<long?> Rebuilding(TenantId tenant, string log, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(Places(tenant), RebuildOf(log), cancellationToken: cancellation);
        return read.HasValue ? read.Value!.GetInt64("Next") : null;
    }

    public async Task Rebuild(TenantId tenant, string log, long next, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.UpsertEntityAsync(new TableEntity(Places(tenant), RebuildOf(log)) { ["Next"] = next }, TableUpdateMode.Replace, cancellation);
    }

    public async Task Rebuilt(TenantId tenant, string log, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        await table.DeleteEntityAsync(Places(tenant), RebuildOf(log), ETag.All, cancellation);
    }

    /// <summary>Every row of a log, as storage gives them; what is no row of a list or of an id is passed over.</summary>
    public async IAsyncEnumerable<IReadOnlyList<IndexedRow>> All(TenantId tenant, string log, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        foreach (var kind in IndexKey.Kinds)
        {
            var (from, to) = ($"{IndexKey.Prefix(tenant, log)}{kind}:", $"{IndexKey.Prefix(tenant, log)}{kind};");
            var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}");
            await foreach (var page in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "Index"], cancellationToken: cancellation).AsPages())
                yield return [.. page.Values.Select(row => kind == IndexKey.Id
                    ? new IndexedRow(row.PartitionKey, row.RowKey, row.GetInt64("Index") ?? long.MaxValue, true)
                    : new IndexedRow(row.PartitionKey, row.RowKey, IndexKey.TryIndexOf(row.RowKey), false))];
        }
    }

    public async Task Remove(IReadOnlyList<IndexedRow> rows, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        foreach (var row in rows) await table.DeleteEntityAsync(row.Partition, row.Row, ETag.All, cancellation);
    }

    private static string RebuildOf(string log) => $"{log}|rebuild";
}
