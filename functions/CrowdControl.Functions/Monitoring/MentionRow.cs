using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Partition: organisation and day, newest day first. Row: the mention's id, newest first. What lists are filtered by stands
/// apart; all else is one compressed piece of JSON.</summary>
internal sealed class MentionRow : ITableEntity
{
    private const int NoBand = -1;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Empty for what a feed brought: a filter cannot ask for what is not there.</summary>
    public string Channel { get; set; } = "";

    /// <summary>The number of the gravest band; -1 when nothing was assessed.</summary>
    public int Band { get; set; }

    public int Hits { get; set; }

    public byte[] Body { get; set; } = [];

    [IgnoreDataMember]
    public RiskBand? Risk => Band == NoBand ? null : (RiskBand)Band;

    public static MentionRow Of(TenantId tenant, StoredMention found) => new()
    {
        PartitionKey = MentionDay.Key(tenant, found.Mention.At),
        RowKey = found.Mention.Id.Value,
        Channel = found.Mention.Source.Channel?.Value ?? "",
        Band = NumberOf(found.Triage.Band),
        Hits = found.Hits.Length,
        Body = PackedJson.Pack(found),
    };

    public static int NumberOf(RiskBand? band) => band is { } known ? (int)known : NoBand;

    public StoredMention Read() => PackedJson.Unpack<StoredMention>(Body);
}

/// <summary>What is counted of a mention.</summary>
internal sealed record MentionOutline(ChannelId? Channel, RiskBand? Band);
