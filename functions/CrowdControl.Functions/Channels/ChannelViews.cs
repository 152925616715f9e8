using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>A channel as the API shows it.</summary>
/// <param name="Owner">Their name.</param>
public sealed record ChannelView(
    string Id, string Network, string Handle, string DisplayName, string Purpose, string Owner, ChannelStatus Status,
    ChannelConnectionView Connection, ChannelHarvestView Harvest, LimitsView Limits)
{
    internal static ChannelView Of(Channel channel, string owner, SourceHealth? health, NetworkLimits limits) => new(
        channel.Id.Value, channel.Network, channel.Handle, channel.DisplayName, channel.Purpose, owner, channel.Status,
        ChannelConnectionView.Of(channel), new ChannelHarvestView(health?.LastSuccessAt, health?.LastError, health?.NextAttemptAt),
        LimitsView.Of(limits));
}

/// <param name="CheckedAt">When the network last took the credential from an administrator.</param>
public sealed record ChannelConnectionView(ConnectionState State, string? Account, string? Server, DateTimeOffset? CheckedAt, string? LastError)
{
    internal static ChannelConnectionView Of(Channel channel) => new(
        channel switch
        {
            { Connection: null } => ConnectionState.NotConnected,
            { ReAuthRequired: not null } => ConnectionState.ReAuthRequired,
            _ => ConnectionState.Connected,
        },
        channel.Connection is null ? null : channel.Handle, channel.Connection?.Server.ToString(), channel.Connection?.ConnectedAt, channel.ReAuthRequired);
}

public enum ConnectionState { Connected, ReAuthRequired, NotConnected }

public sealed record ChannelHarvestView(DateTimeOffset? LastSuccessAt, string? LastError, DateTimeOffset? NextAttemptAt);

/// <summary>What the network allows in one post.</summary>
public sealed record LimitsView(
    int MaximumCharacters, int MaximumBytes, int MaximumImages, long MaximumImageBytes, int MaximumAltText, IReadOnlyList<string> ImageTypes)
{
    internal static LimitsView Of(NetworkLimits limits) => new(
        limits.MaximumCharacters, limits.MaximumBytes, limits.MaximumImages, limits.MaximumImageBytes, limits.MaximumAltText, limits.ImageTypes);
}

/// <param name="Owner">Id, e-mail address or name of the member who answers for it; whoever registers it where absent.</param>
public sealed record NewChannelRequest(string Network, string Handle, string DisplayName, string Purpose, string? Owner);

public sealed record ConnectRequest(string Server, string Identifier, string Secret)
{
    public override string ToString() => $"{nameof(ConnectRequest)} {{ {Server} }}";
}
