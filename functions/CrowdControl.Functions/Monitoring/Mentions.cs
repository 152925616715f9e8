using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>The table of mentions. A row that is there is never written again: a repetition changes nothing, nor brings back what
/// was taken out.</summary>
internal sealed class Mentions(Tables tables)
{
    private const string Table = "mentions";
    private const int Batch = 100;

    /// <summary>Stores those that are not there yet: one transaction for each day that they are of.</summary>
    public async Task Store(TenantId tenant, IEnumerable<StoredMention> found, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var rows = found.Select(mention => MentionRow.Of(tenant, mention)).DistinctBy(row => row.RowKey);
        foreach (var day in rows.GroupBy(row => row.PartitionKey))
            foreach (var batch in day.Chunk(Batch)) await Insert(table, batch, cancellation);
    }

    public async Task<StoredMention?> Find(TenantId tenant, MentionId id, CancellationToken cancellation) =>
        (await Row(tenant, id, cancellation))?.Read();

    public async Task<MentionRow?> Row(TenantId tenant, MentionId id, CancellationToken cancellation)
    {
        if (MentionClock.TimeIn(id) is not { } at) return null;
        var table = await tables.Open(Table, cancellation);
        var found = await table.GetEntityIfExistsAsync<MentionRow>(MentionDay.Key(tenant, at), id.Value, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Rows that the filter lets through, newest first, as the service pages them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<MentionRow>> Scan(
        string filter, int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        await foreach (var page in table.QueryAsync<MentionRow>(filter, most, cancellationToken: cancellation).AsPages())
            yield return page.Values;
    }

    /// <summary>Source and band of each mention of one day, without its content.</summary>
    public async Task<IReadOnlyList<MentionOutline>> Outlines(TenantId tenant, DateTimeOffset day, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var key = MentionDay.Key(tenant, day);
        var outlines = new List<MentionOutline>();
        await foreach (var row in table.QueryAsync<MentionRow>(
            TableClient.CreateQueryFilter($"PartitionKey eq {key}"), select: [nameof(MentionRow.Channel), nameof(MentionRow.Band)],
            cancellationToken: cancellation))
            outlines.Add(new MentionOutline(row.Channel.Length > 0 ? new ChannelId(row.Channel) : null, row.Risk));
        return outlines;
    }

    /// <summary>Inserts all, or those that are missing: a batch that was stored before costs one look more.</summary>
    private static async Task Insert(TableClient table, MentionRow[] rows, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(Add), cancellation);
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            var keys = rows.Select(row => row.RowKey).Order(StringComparer.Ordinal).ToList();
            var stored = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var row in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {rows[0].PartitionKey} and RowKey ge {keys[0]} and RowKey le {keys[^1]}"),
                select: [nameof(MentionRow.RowKey)], cancellationToken: cancellation))
                stored.Add(row.RowKey);
            var missing = rows.Where(row => !stored.Contains(row.RowKey)).ToArray();
            if (missing.Length > 0) await table.SubmitTransactionAsync(missing.Select(Add), cancellation);
        }
    }

    private static TableTransactionAction Add(MentionRow row) => new(TableTransactionActionType.Add, row);
}

/// <summary>The part of the table that one organisation's mentions of one day are in; the newest day sorts first.</summary>
internal static class MentionDay
{
    /// <summary>Sorts before every day.</summary>
    public static string First(TenantId tenant) => $"{tenant}|";

    public static string Key(TenantId tenant, DateTimeOffset at) =>
        $"{tenant}|{99_999_999 - int.Parse(at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture):D8}";
}
