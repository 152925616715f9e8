using System.Globalization;
using Azure;
using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Engine.Durable.History;

namespace CrowdControl.LocalRuntime.Engine.Durable.Storage;

/// <summary>
/// All orchestrations in one table, a partition each: the row that says how it stands, one row for each time it was woken, and long bodies.
/// Standing and history change in one transaction under the row's ETag, so a second writer can never slip in between.
/// </summary>
internal sealed class HubTable(TableClient table)
{
    private const int BatchLimit = 100;

    public Task Create(CancellationToken cancellation) => table.CreateIfNotExistsAsync(cancellation);

    public async Task<InstanceState?> Find(string instance, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(instance, InstanceRow.Key, cancellationToken: cancellation);
        return row.HasValue ? InstanceRow.Read(row.Value!) : null;
    }

    public async Task<LoadedInstance?> Load(string instance, CancellationToken cancellation)
    {
        InstanceState? state = null;
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {instance} and RowKey lt {"p"}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            if (row.RowKey == InstanceRow.Key) state = InstanceRow.Read(row);
            else rows.Add(row);
        return state is null ? null : LoadedInstance.From(state, rows);
    }

    /// <returns>The state with its ETag; null where a row of this instance exists.</returns>
    public async Task<InstanceState?> Insert(InstanceState state, CancellationToken cancellation)
    {
        try
        {
            var done = await table.AddEntityAsync(InstanceRow.Write(state, whole: true), cancellation);
            return state with { Tag = done.Headers.ETag };
        }
        catch (RequestFailedException taken) when (taken.Status == 409)
        {
            return null;
        }
    }

    /// <returns>The state with its new ETag; null where the row changed since it was read.</returns>
    public async Task<InstanceState?> Replace(InstanceState state, ETag read, CancellationToken cancellation)
    {
        try
        {
            var row = InstanceRow.Write(state, whole: true);
            var done = await table.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellation);
            return state with { Tag = done.Headers.ETag };
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            return null;
        }
    }

    /// <summary>Notes that a finished instance owes no messages any more.</summary>
    public async Task Settled(InstanceState state, CancellationToken cancellation)
    {
        var paid = new TableEntity(state.Instance, InstanceRow.Key) { ["Owes"] = false };
        try
        {
            await table.UpdateEntityAsync(paid, state.Tag!.Value, TableUpdateMode.Merge, cancellation);
        }
        catch (RequestFailedException changed) when (changed.Status is 412 or 404)
        {
            // Started again or purged meanwhile: that row says what it owes.
        }
    }

    /// <summary>Writes an episode and how the instance stands after it, or nothing.</summary>
    /// <param name="fresh">The generation begins here: the row is written whole, and rows of others are cleared after.</param>
    /// <returns>The state with the row's new ETag.</returns>
    public async Task<InstanceState> Commit(
        InstanceState state,
        IReadOnlyList<HistoryEvent> happened,
        IReadOnlyList<HubMessage> outbox,
        bool fresh,
        CancellationToken cancellation)
    {
        var standing = InstanceRow.Write(state, whole: fresh || state.Tag is null);
        var change = state.Tag is not { } tag
            ? new TableTransactionAction(TableTransactionActionType.Add, standing)
            : new TableTransactionAction(
                fresh ? TableTransactionActionType.UpdateReplace : TableTransactionActionType.UpdateMerge, standing, tag);
        var episode = EpisodeRows.Write(state, happened, outbox).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
        var done = await table.SubmitTransactionAsync([change, .. episode], cancellation);
        return state with { Tag = done.Value[0].Headers.ETag };
    }

    /// <summary>Takes away an instance, its standing last, so that a second attempt finds what a first one left.</summary>
    public async Task Remove(string instance, CancellationToken cancellation)
    {
        await Clear(instance, row => row != InstanceRow.Key, cancellation);
        await table.DeleteEntityAsync(instance, InstanceRow.Key, ETag.All, cancellation);
    }

    /// <summary>Takes away what earlier generations left.</summary>
    public Task ClearBefore(string instance, int generation, CancellationToken cancellation)
    {
        var first = EpisodeRows.Prefix(generation);
        return Clear(instance, row => row.StartsWith('h') && string.CompareOrdinal(row, first) < 0, cancellation);
    }

    public Task Store(string instance, string message, string body, CancellationToken cancellation)
    {
        var row = new TableEntity(instance, BodyKey(message));
        LongText.Write(row, "Body", body);
        return table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<string?> Fetch(string instance, string message, CancellationToken cancellation)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(instance, BodyKey(message), cancellationToken: cancellation);
        return row.HasValue ? LongText.Read(row.Value!, "Body") : null;
    }

    public AsyncPageable<TableEntity> Query(string filter, int pageSize, CancellationToken cancellation) =>
        table.QueryAsync<TableEntity>($"RowKey eq '{InstanceRow.Key}'{filter}", pageSize, cancellationToken: cancellation);

    private async Task Clear(string instance, Func<string, bool> which, CancellationToken cancellation)
    {
        var keys = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {instance}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellation))
            if (which(row.RowKey)) keys.Add(new TableEntity(row.PartitionKey, row.RowKey));
        foreach (var batch in keys.Chunk(BatchLimit))
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation);
    }

    private static string BodyKey(string message) => string.Create(CultureInfo.InvariantCulture, $"p{Uri.EscapeDataString(message).Replace('%', '~')}");
}
