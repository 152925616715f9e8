using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Harvesting.Feeds;

/// <summary>The table of feeds.</summary>
internal sealed class FeedTable(Tables tables)
{
    private const string Table = "feeds";

    public async Task<StoredFeed?> Find(TenantId tenant, FeedId id, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(tenant.Value, id.Value, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.Read() : null;
    }

    public async Task<IReadOnlyList<StoredFeed>> All(TenantId tenant, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var all = new List<StoredFeed>();
        await foreach (var row in table.QueryAsync<Row>(TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value}"), cancellationToken: cancellation))
            all.Add(row.Read());
        return all;
    }

    /// <summary>The active feeds of all organisations: a few dozen rows each, so one scan serves them all.</summary>
    public async IAsyncEnumerable<Feed> Everywhere([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var filter = TableClient.CreateQueryFilter($"State eq {nameof(FeedState.Active)}");
        await foreach (var row in table.QueryAsync<Row>(filter, cancellationToken: cancellation)) yield return row.Read().Feed;
    }

    /// <summary>False when there is one of that id.</summary>
    public async Task<bool> Add(Feed feed, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        return await table.Insert(Row.Of(feed), cancellation);
    }

    /// <summary>False when somebody else changed it first.</summary>
    public async Task<bool> Change(StoredFeed read, Feed changed, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        return await table.Replace(Row.Of(changed), read.Version, cancellation);
    }

    /// <summary>Partition: organisation. Row: the feed's id.</summary>
    private sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Name { get; set; } = "";

        public string Url { get; set; } = "";

        public string State { get; set; } = "";

        public DateTimeOffset AddedAt { get; set; }

        public static Row Of(Feed feed) => new()
        {
            PartitionKey = feed.Tenant.Value,
            RowKey = feed.Id.Value,
            Name = feed.Name,
            Url = feed.Url.AbsoluteUri,
            State = feed.State.ToString(),
            AddedAt = feed.AddedAt,
        };

        public StoredFeed Read() => new(
            new Feed(new TenantId(PartitionKey), new FeedId(RowKey), Name, new Uri(Url), Enum.Parse<FeedState>(State), AddedAt), ETag);
    }
}

internal sealed record StoredFeed(Feed Feed, ETag Version);
