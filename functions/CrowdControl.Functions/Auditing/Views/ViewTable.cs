using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Views;

/// <summary>Looks that no entry of the record tells of yet; empty but for the last minute.</summary>
internal sealed class ViewTable(Tables tables)
{
    public const string Name = "auditviews";
    private const int MostTogether = 100;

    /// <summary>Writes the rows of one look; again, where it was not known whether they were written: they are the same rows.</summary>
    public async Task Add(IReadOnlyList<LookRow> rows, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        if (rows is [var one]) await table.UpsertEntityAsync(one, TableUpdateMode.Replace, cancellation);
        else
            foreach (var batch in rows.DistinctBy(row => row.RowKey).Chunk(MostTogether))
                await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
    }

    /// <summary>All rows of the organisation before a slot, oldest first.</summary>
    public async Task<IReadOnlyList<LookRow>> Before(TenantId tenant, string slot, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey lt {slot}");
        return await table.QueryAsync<LookRow>(filter, cancellationToken: cancellation).ToListAsync(cancellation);
    }

    /// <summary>Takes rows away, also where somebody else did.</summary>
    public async Task Remove(IReadOnlyList<LookRow> rows, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        foreach (var batch in rows.Chunk(MostTogether))
            try
            {
                await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation);
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                // One of them is gone, so that none was taken away: one by one then.
                foreach (var row in batch) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
            }
    }
}
