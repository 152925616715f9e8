using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>The table of the channels' own posts as their networks show them: what a conversation is answered with when the network
/// is away.</summary>
internal sealed class OwnPosts(Tables tables)
{
    private const string Table = "ownposts";
    private const int Batch = 100;

    public async Task Store(TenantId tenant, IEnumerable<Mention> posts, CancellationToken cancellation)
    {
        var rows = posts.Select(post => Row.Of(tenant, post)).GroupBy(row => row.RowKey).Select(same => same.Last()).ToList();
        if (rows.Count == 0) return;
        var table = await tables.Open(Table, cancellation);
        foreach (var batch in rows.Chunk(Batch))
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellation);
    }

    public async Task<Mention?> Find(TenantId tenant, string network, string nativeId, CancellationToken cancellation)
    {
        var table = await tables.Open(Table, cancellation);
        var found = await table.GetEntityIfExistsAsync<Row>(tenant.Value, Row.Key(network, nativeId), cancellationToken: cancellation);
        return found.HasValue ? PackedJson.Unpack<Mention>(found.Value!.Body) : null;
    }

    /// <summary>Partition: organisation. Row: digest of network and native id, since those may hold what a key may not.</summary>
    private sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public byte[] Body { get; set; } = [];

        public static string Key(string network, string nativeId) => MentionKey.Digest([network, nativeId]);

        public static Row Of(TenantId tenant, Mention post) =>
            new() { PartitionKey = tenant.Value, RowKey = Key(post.Network, post.NativeId), Body = PackedJson.Pack(post) };
    }
}
