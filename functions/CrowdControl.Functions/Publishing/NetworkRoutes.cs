using System.Collections.Concurrent;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Publishing;

/// <summary>The way from a submission to its network, as far as there is one.</summary>
internal sealed record NetworkRoute(Channel? Channel, INetwork? Network, NetworkAccess? Access)
{
    /// <summary>Why nothing may be sent now; null when it may. Closed by default: whatever is missing is a halt.</summary>
    public string? Halt => Channel switch
    {
        null => "The channel does not exist any more.",
        { Halt: { } why } => why,
        _ when Network is null => $"This app has no adapter for the network {Channel.Network}.",
        _ when Access is null => "The channel is not connected to its network.",
        _ => null,
    };
}

/// <summary>Finds channel, adapter and credential of a submission.</summary>
public sealed class NetworkRoutes(ChannelRegister channels, KnownNetworks networks)
{
    private readonly ConcurrentDictionary<(TenantId, ChannelId), string> _codes = new();

    internal async Task<NetworkRoute> To(TenantId tenant, ChannelId id, CancellationToken cancellation)
    {
        if (await channels.Get(tenant, id, cancellation) is not { } channel) return new NetworkRoute(null, null, null);
        return new NetworkRoute(channel, networks.Find(channel.Network), await channels.Access(channel, cancellation));
    }

    /// <summary>As the channel stands at this moment.</summary>
    internal async Task<string?> HaltOf(TenantId tenant, ChannelId id, CancellationToken cancellation) =>
        new NetworkRoute(await channels.Get(tenant, id, cancellation), null, null) switch
        {
            { Channel: null } gone => gone.Halt,
            { Channel: { } channel } => channel.Halt,
        };

    internal Task CredentialRejected(NetworkRoute route, string why, CancellationToken cancellation) =>
        channels.CredentialRejected(route.Channel!, why, cancellation);

    /// <summary>What the channel's network asks of a post; a channel never changes its network, so this is remembered.</summary>
    internal async Task<INetwork?> RulesOf(TenantId tenant, ChannelId id, CancellationToken cancellation)
    {
        if (_codes.TryGetValue((tenant, id), out var known)) return networks.Find(known);
        if (await channels.Get(tenant, id, cancellation) is not { } channel) return null;
        return networks.Find(_codes[(tenant, id)] = channel.Network);
    }
}
