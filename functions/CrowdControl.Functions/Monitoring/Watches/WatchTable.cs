using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Watches;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>The table of watches, and of one stamp for each organisation that changes with any of them.</summary>
internal sealed class WatchTable(Tables tables)
{
    private const string Table = "watches";

    public async Task<StoredWatch?> Find(TenantId tenant, WatchId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(tenant.Value, id.Value, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.Read() : null;
    }

    public async Task<IReadOnlyList<StoredWatch>> All(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var all = new List<StoredWatch>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey lt {Row.Stamp}");
        await foreach (var row in table.QueryAsync<Row>(filter, cancellationToken: cancellation)) all.Add(row.Read());
        return all;
    }

    /// <summary>Changes whenever a watch of the organisation does; null before the first.</summary>
    public async Task<ETag?> Stamp(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(tenant.Value, Row.Stamp, [nameof(Row.RowKey)], cancellation);
        return found.HasValue ? found.Value!.ETag : null;
    }

    /// <summary>Writes the watch and the stamp as one. Null when somebody else wrote the watch first.</summary>
    /// <param name="tenant">Whose watch it is.</param>
    /// <param name="watch">With the version that it follows from, or none when it is new.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    public async Task<StoredWatch?> Write(TenantId tenant, StoredWatch watch, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var row = Row.Of(tenant, watch);
        try
        {
            var answers = await table.SubmitTransactionAsync(
                [
                    watch.Version is { } read
                        ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, read)
                        : new TableTransactionAction(TableTransactionActionType.Add, row),
                    new TableTransactionAction(TableTransactionActionType.UpsertReplace, new Row { PartitionKey = tenant.Value, RowKey = Row.Stamp }),
                ],
                cancellation);
            return watch with { Version = answers.Value[0].Headers.ETag };
        }
        catch (RequestFailedException raced) when (raced.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Partition: organisation. Row: the watch's id, or the stamp, which no id can be.</summary>
    private sealed class Row : ITableEntity
    {
        public const string Stamp = "~stamp";

        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string OwnerName { get; set; } = "";

        /// <summary>Of the request that made it.</summary>
        public string Fingerprint { get; set; } = "";

        public byte[] Body { get; set; } = [];

        public static Row Of(TenantId tenant, StoredWatch stored) => new()
        {
            PartitionKey = tenant.Value,
            RowKey = stored.Watch.Id.Value,
            OwnerName = stored.OwnerName,
            Fingerprint = stored.Fingerprint,
            Body = PackedJson.Pack(stored.Watch),
        };

        public StoredWatch Read() => new(PackedJson.Unpack<Watch>(Body), OwnerName, Fingerprint, ETag);
    }
}

/// <param name="Version">As read or written; null for one that is new.</param>
internal sealed record StoredWatch(Watch Watch, string OwnerName, string Fingerprint, ETag? Version)
{
    /// <summary>Tells a repeated request from another one under the same key.</summary>
    public static string FingerprintOf(Watch watch) =>
        MentionKey.Digest([watch.Name, watch.Purpose, .. watch.Proposed?.Terms ?? []]);
}
