using Azure;
using Azure.Data.Tables;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>An entry in one of the lists of <see cref="IndexKey"/>: enough to tell whether it fits without reading it. RowKey is the
/// entry's index, counted down.</summary>
internal sealed class IndexRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Act { get; set; } = "";

    public string Actor { get; set; } = "";

    public string? Channel { get; set; }

    public string Kind { get; set; } = "";

    public string Subject { get; set; } = "";

    public DateTimeOffset At { get; set; }

    public long Index => IndexKey.IndexOf(RowKey);

    public static IndexRow Of(string partition, IndexedEntry entry) => new()
    {
        PartitionKey = partition,
        RowKey = IndexKey.Row(entry.Index),
        Act = entry.Act,
        Actor = entry.Actor,
        Channel = entry.Channel,
        Kind = entry.Subject.Kind,
        Subject = entry.Subject.Id,
        At = entry.At,
    };
}
