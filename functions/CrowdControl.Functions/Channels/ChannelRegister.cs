using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Every official account and where it stands: the front of channels.</summary>
public sealed class ChannelRegister
{
    private readonly ChannelTable _channels;
    private readonly ChannelAccess _access;
    private readonly HarvestHealth _harvest;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal ChannelRegister(ChannelTable channels, ChannelAccess access, HarvestHealth harvest, AuditTrail trail, TimeProvider clock) =>
        (_channels, _access, _harvest, _trail, _clock) = (channels, access, harvest, trail, clock);

    public async Task<Channel?> Get(TenantId tenant, ChannelId id, CancellationToken cancellation) =>
        (await _channels.Get(tenant, id, cancellation))?.Channel;

    public async Task<IReadOnlyList<Channel>> List(TenantId tenant, CancellationToken cancellation) =>
        await _channels.List(tenant, cancellation).Select(stored => stored.Channel).ToListAsync(cancellation);

    /// <summary>The channels of all organisations, for jobs that serve all of them.</summary>
    public IAsyncEnumerable<Channel> Everywhere(CancellationToken cancellation) =>
        _channels.Everywhere(cancellation).Select(stored => stored.Channel);

    /// <summary>The authority to act for the channel's account; null while it is not connected.</summary>
    public Task<NetworkAccess?> Access(Channel channel, CancellationToken cancellation) => _access.Of(channel, cancellation);

    /// <summary>The network no longer takes what <see cref="Access"/> gave for this channel: it stands still until it is connected again.</summary>
    public async Task CredentialRejected(Channel channel, string why, CancellationToken cancellation)
    {
        while (await _channels.Get(channel.Tenant, channel.Id, cancellation) is { } stored)
        {
            var rejected = stored.Channel.Reject(why, channel.Connection?.ConnectedAt);
            if (rejected == stored.Channel) return;
            await _trail.Record(new AuditEvent(
                channel.Tenant, $"channel/{channel.Id}/{stored.Revision}/credential-rejected", _clock.GetUtcNow(), Actor.Job("credential-check"),
                "channel.credential-rejected", new AuditSubject("channel", channel.Id.Value), channel.Id, AuditOutcome.Done,
                ImmutableSortedDictionary<string, string>.Empty.Add("why", why)), cancellation);
            if (await _channels.Change(stored, rejected, cancellation) is Written.Done) return;
        }
    }

    /// <summary>How many channels in the scope cannot publish or cannot be read now.</summary>
    public async Task<int> InTrouble(TenantId tenant, Scope scope, CancellationToken cancellation)
    {
        var health = await _harvest.Of(tenant, cancellation);
        return (await List(tenant, cancellation)).Count(channel => scope.Covers(channel.Id)
            && (channel.Status is not (ChannelStatus.Active or ChannelStatus.Retired) || health.GetValueOrDefault(channel.Id.Value)?.LastError is not null));
    }
}
