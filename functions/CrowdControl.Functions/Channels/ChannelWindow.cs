using System.Collections.Concurrent;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Puts beside a channel what other features know of it: whose it is, how it is read, what its network allows.</summary>
internal sealed class ChannelWindow(KnownNetworks networks, HarvestHealth harvest, Roster roster)
{
    /// <summary>Names do not change, and a page of channels is asked for every few seconds.</summary>
    private readonly ConcurrentDictionary<(TenantId, MemberId), string> _names = new();

    public async Task<ChannelView> Show(Channel channel, CancellationToken cancellation) => (await Show([channel], cancellation))[0];

    /// <summary>Channels of one organisation.</summary>
    public async Task<IReadOnlyList<ChannelView>> Show(IReadOnlyList<Channel> channels, CancellationToken cancellation)
    {
        if (channels.Count == 0) return [];
        var health = await harvest.Of(channels[0].Tenant, cancellation);
        var views = new List<ChannelView>();
        foreach (var channel in channels)
            views.Add(ChannelView.Of(
                channel, await NameOf(channel.Tenant, channel.Owner, cancellation), health.GetValueOrDefault(channel.Id.Value), LimitsOf(channel)));
        return views;
    }

    private async Task<string> NameOf(TenantId tenant, MemberId owner, CancellationToken cancellation)
    {
        if (_names.TryGetValue((tenant, owner), out var known)) return known;
        return await roster.Get(tenant, owner, cancellation) is { } member ? _names[(tenant, owner)] = member.Name : owner.Value;
    }

    private NetworkLimits LimitsOf(Channel channel) => networks.Find(channel.Network)?.Limits
        ?? throw new InvalidOperationException($"Channel {channel.Id} is on {channel.Network}, which this release does not speak.");
}
