using Azure;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;

namespace CrowdControl.Functions.Channels;

/// <summary>Partition: the organisation. Row: "channel-" and the channel's id.</summary>
internal sealed class ChannelRow : ITableEntity
{
    public const string Prefix = "channel-";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Network { get; set; } = "";

    public string Handle { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string Purpose { get; set; } = "";

    public string Owner { get; set; } = "";

    public string? Server { get; set; }

    public string? AccountId { get; set; }

    public DateTimeOffset? ConnectedAt { get; set; }

    public string? Paused { get; set; }

    public string? ReAuthRequired { get; set; }

    public bool Retired { get; set; }

    public string Fingerprint { get; set; } = "";

    public int Revision { get; set; }

    public static string Key(ChannelId id) => Prefix + id.Value;

    public static ChannelRow Of(Channel channel, string fingerprint, int revision) => new()
    {
        PartitionKey = channel.Tenant.Value,
        RowKey = Key(channel.Id),
        Network = channel.Network,
        Handle = channel.Handle,
        DisplayName = channel.DisplayName,
        Purpose = channel.Purpose,
        Owner = channel.Owner.Value,
        Server = channel.Connection?.Server.ToString(),
        AccountId = channel.Connection?.AccountId,
        ConnectedAt = channel.Connection?.ConnectedAt,
        Paused = channel.Paused,
        ReAuthRequired = channel.ReAuthRequired,
        Retired = channel.Retired,
        Fingerprint = fingerprint,
        Revision = revision,
    };

    public StoredChannel Stored() => new(
        new Channel(
            new TenantId(PartitionKey), new ChannelId(RowKey[Prefix.Length..]), Network, Handle, DisplayName, Purpose, new MemberId(Owner),
            AccountId is null ? null : new ChannelConnection(new Uri(Server!), AccountId, ConnectedAt!.Value),
            Paused, ReAuthRequired, Retired),
        Fingerprint, Revision, ETag);
}

/// <summary>Rows that exist so that a second one cannot: in the channel's partition, named by digest, which takes any handle.</summary>
internal static class ChannelClaim
{
    private const string HandlePrefix = "handle-";
    private const string AccountPrefix = "account-";

    public static TableEntity Handle(Channel channel) => Of(channel, HandlePrefix, channel.Handle.ToLowerInvariant());

    public static TableEntity Account(Channel channel) => Of(channel, AccountPrefix, channel.Connection!.AccountId);

    public static bool IsHandle(string row) => row.StartsWith(HandlePrefix, StringComparison.Ordinal);

    public static bool IsAccount(string row) => row.StartsWith(AccountPrefix, StringComparison.Ordinal);

    private static TableEntity Of(Channel channel, string prefix, string what) =>
        new(channel.Tenant.Value, prefix + MentionKey.Digest([channel.Network, what])) { ["Channel"] = channel.Id.Value };
}
