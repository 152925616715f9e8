using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>The table that says which mentions a watch found, newest first; one row a hit, so that counting is exact whatever is
/// repeated.</summary>
internal sealed class HitIndex(Tables tables)
{
    private const string Table = "hits";
    private const int Batch = 100;

    public async Task Store(TenantId tenant, IEnumerable<(WatchId Watch, MentionId Mention)> hits, CancellationToken cancellation)
    {
        var rows = hits.Select(hit => new TableEntity(tenant.Value, Key(hit.Watch, hit.Mention.Value))).DistinctBy(row => row.RowKey).ToList();
        if (rows.Count == 0) return;
        var table = await tables.Open(Table, cancellation);
        foreach (var batch in rows.Chunk(Batch))
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertMerge, row)), cancellation);
    }

    /// <summary>Ids of the mentions that the watch found, newest first, after the given one.</summary>
    public async IAsyncEnumerable<MentionId> Of(
        TenantId tenant, WatchId watch, MentionId? after, int page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var (from, to) = (Key(watch, after?.Value ?? ""), Key(watch, "~"));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey gt {from} and RowKey lt {to}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, page, [nameof(ITableEntity.RowKey)], cancellation))
            yield return new MentionId(row.RowKey[Key(watch, "").Length..]);
    }

    /// <summary>Hits of today (UTC) and the time of the last one: one request, unless there are more than a thousand today.</summary>
    public async Task<HitCount> Count(TenantId tenant, WatchId watch, DateTimeOffset now, CancellationToken cancellation)
    {
        var (today, last) = (0, (DateTimeOffset?)null);
        await foreach (var mention in Of(tenant, watch, null, 1_000, cancellation))
        {
            var at = MentionClock.TimeIn(mention);
            last ??= at;
            if (at is null || at.Value.UtcDateTime.Date != now.UtcDateTime.Date) break;
            today++;
        }

        return new HitCount(today, last);
    }

    /// <summary>Partition: organisation. Row: watch, then mention.</summary>
    private static string Key(WatchId watch, string mention) => $"{watch}|{mention}";
}

/// <param name="Last">When the newest mention that it found was written.</param>
internal sealed record HitCount(int Today, DateTimeOffset? Last);
