using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>The lists by which entries are found. All of it is derived from the log: whoever deletes the table loses nothing but the time
/// until it is written again.</summary>
internal sealed partial class IndexTable(Tables tables)
{
    public const string Name = "auditindex";

    /// <summary>Rows that one request may write, all of one partition: storage counts it as one write.</summary>
    private const int MostTogether = 100;

    private const int AtOnce = 8;

    /// <summary>Writes the entries' rows. Again, where it was not known whether they were written: they are the same rows.</summary>
    /// <returns>The requests that it took.</returns>
    public async Task<int> Write(TenantId tenant, string log, IReadOnlyList<IndexedEntry> entries, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var rows = entries.SelectMany(entry => IndexKey.Of(entry)
            .Select(key => (ITableEntity)IndexRow.Of(key.Partition(tenant, log, Month.Of(entry.At)), entry))
            .Append(new TableEntity(IndexKey.PartitionOfId(tenant, log, entry.Id), entry.Id) { ["Index"] = entry.Index }));
        // An id that stands in the log twice, which the rules above it should have kept out, must not keep the index from going on.
        var batches = rows.GroupBy(row => row.PartitionKey)
            .SelectMany(partition => partition.DistinctBy(row => row.RowKey).Chunk(MostTogether)).ToList();
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (batch, token) =>
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), token));
        return batches.Count;
    }

    /// <summary>Rows of a list and month before an entry, newest first, that fit the terms.</summary>
    /// <param name="terms">In the language of table queries; empty for all.</param>
    public async IAsyncEnumerable<IndexRow> Read(
        TenantId tenant, string log, IndexKey key, Month month, long before, string terms,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var (partition, row) = (key.Partition(tenant, log, month), IndexKey.Row(before));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {row}") + terms;
        await foreach (var found in table.QueryAsync<IndexRow>(filter, cancellationToken: cancellation)) yield return found;
    }

    /// <summary>The entry of this id, where it is indexed.</summary>
    public async Task<long?> Find(TenantId tenant, string log, string id, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(IndexKey.PartitionOfId(tenant, log, id), id, ["Index"], cancellation);
        return read.HasValue ? read.Value!.GetInt64("Index") : null;
    }

    /// <summary>How far the log is indexed; null where it was never begun, or the table was deleted.</summary>
    public async Task<IndexPosition?> Position(TenantId tenant, string log, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var read = await table.GetEntityIfExistsAsync<TableEntity>(Places(tenant), log, cancellationToken: cancellation);
        return read.HasValue
            ? new IndexPosition(
                read.Value!.GetInt64("Next")!.Value, new Month(read.Value.GetInt32("First")!.Value), read.Value.GetDateTimeOffset("At")!.Value, read.Value.ETag)
            : null;
    }

    /// <returns>False where somebody else noted another position meanwhile.</returns>
    public async Task<bool> Note(TenantId tenant, string log, IndexPosition position, CancellationToken cancellation)
    {
        var table = await tables.Open(Name, cancellation);
        var row = new TableEntity(Places(tenant), log) { ["Next"] = position.Next, ["First"] = position.First.Number, ["At"] = position.At };
        try
        {
            if (position.Tag == default) await table.AddEntityAsync(row, cancellation);
            else await table.UpdateEntityAsync(row, position.Tag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException lost) when (lost.Status is 409 or 412)
        {
            return false;
        }
    }

    private static string Places(TenantId tenant) => string.Create(CultureInfo.InvariantCulture, $"{tenant}|position");
}

/// <summary>How far a log is indexed.</summary>
/// <param name="Next">The first entry that is not.</param>
/// <param name="First">The month of the log's first entry.</param>
/// <param name="At">When that was noted.</param>
internal sealed record IndexPosition(long Next, Month First, DateTimeOffset At, ETag Tag);
