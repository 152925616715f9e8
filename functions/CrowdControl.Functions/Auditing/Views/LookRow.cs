using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Auditing.Views;

/// <summary>What somebody looked at in one channel, until an entry of the record tells of it. PartitionKey is the organisation, RowKey the ten
/// seconds that it was looked at in, and what makes it one of a kind.</summary>
internal sealed class LookRow : ITableEntity
{
    /// <summary>Looks of these many seconds of the clock go into one entry.</summary>
    public const int SlotSeconds = 10;

    private const char Between = ' ';

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who looked, as the record names them: JSON.</summary>
    public string Who { get; set; } = "";

    public string Act { get; set; } = "";

    public string? Channel { get; set; }

    /// <summary>What was searched for: JSON.</summary>
    public string Terms { get; set; } = "";

    /// <summary>The records, as kind:id.</summary>
    public string Seen { get; set; } = "";

    public static LookRow Of(Look look, ChannelId? channel, IEnumerable<string> seen)
    {
        var row = new LookRow
        {
            PartitionKey = look.Caller.Tenant.Value,
            At = look.Caller.At,
            Who = JsonSerializer.Serialize(Actor.Of(look.Caller)),
            Act = look.Act,
            Channel = channel?.Value,
            Terms = JsonSerializer.Serialize(look.Terms),
            Seen = string.Join(Between, seen),
        };
        var kind = MentionKey.Digest(
            [row.Who, row.Act, row.Channel ?? "", row.Terms, row.Seen, look.Caller.At.UtcTicks.ToString(CultureInfo.InvariantCulture)]);
        row.RowKey = $"{SlotOf(look.Caller.At)}-{kind}";
        return row;
    }

    public static string SlotOf(DateTimeOffset at) => (at.ToUnixTimeSeconds() / SlotSeconds).ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>The seconds that a row's key begins with.</summary>
    public string SlotOf() => RowKey[..12];

    public IEnumerable<string> Records() => Seen.Split(Between, StringSplitOptions.RemoveEmptyEntries);

    public Actor By() => JsonSerializer.Deserialize<Actor>(Who)!;

    public ImmutableSortedDictionary<string, string> SearchedFor() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Terms)!.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
