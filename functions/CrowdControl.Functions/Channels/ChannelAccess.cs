using System.Collections.Concurrent;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Credentials as the vault has them, remembered for a few minutes: a vault is paid and throttled by the request.</summary>
internal sealed class ChannelAccess(ChannelVault vault, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Null while the channel is not connected. A channel that was connected again is never given the credential of before.</summary>
    public async Task<NetworkAccess?> Of(Channel channel, CancellationToken cancellation)
    {
        if (channel.Connection is not { } connection) return null;
        var key = $"{channel.Tenant}/{channel.Id}";
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && known.ConnectedAt == connection.ConnectedAt && now < known.Until) return known.Access;
        if (await vault.Get(channel.Tenant, channel.Id, cancellation) is not { } access) return null;
        _known[key] = new Known(access, connection.ConnectedAt, now + Kept);
        return access;
    }

    private sealed record Known(NetworkAccess Access, DateTimeOffset ConnectedAt, DateTimeOffset Until);
}
