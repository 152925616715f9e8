using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Connects a channel to its account: signs in, keeps the credential in the vault, and the account's permanent id with the channel.</summary>
public sealed class ConnectionDesk
{
    private readonly ChannelTable _channels;
    private readonly ChannelVault _vault;
    private readonly ChannelWindow _window;
    private readonly KnownNetworks _networks;
    private readonly AuditTrail _trail;

    internal ConnectionDesk(ChannelTable channels, ChannelVault vault, ChannelWindow window, KnownNetworks networks, AuditTrail trail) =>
        (_channels, _vault, _window, _networks, _trail) = (channels, vault, window, networks, trail);

    public async Task<Outcome<ChannelView>> Connect(Caller caller, Intent intent, ChannelId id, ConnectRequest wish, CancellationToken cancellation)
    {
        if (await _channels.Get(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("channel");
        if (!caller.May(Permission.ManageChannels, id)) return OutOfScope.Of(Permission.ManageChannels, stored.Channel);
        if (Asked(wish, out var request) is { } invalid) return invalid;
        if (_networks.Find(stored.Channel.Network) is not { } network)
            return new Refusal.WrongState($"This release does not speak {stored.Channel.Network}.");

        var attempt = $"channel/{id}/connected/{intent.IdFor("connection")}";
        Task Record(AuditOutcome outcome, Dictionary<string, string> details) => _trail.Record(
            caller, $"{attempt}/{outcome}", "channel.connected", new AuditSubject("channel", id.Value), id, outcome, details, cancellation);

        await Record(AuditOutcome.Asked, new() { ["server"] = request.Server.ToString() });
        Outcome<Channel> outcome;
        try
        {
            outcome = await Keep(caller, stored, await network.Connect(request, cancellation), cancellation);
        }
        catch (NetworkException refused)
        {
            await Record(AuditOutcome.Refused, new() { ["fault"] = refused.Fault.ToString() });
            return ConnectionRefusals.Of(refused);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            await Record(AuditOutcome.Unknown, new() { ["fault"] = fault.GetType().Name });
            throw;
        }

        if (outcome is not Outcome<Channel>.Done { Value: var connected })
        {
            var why = ((Outcome<Channel>.Refused)outcome).Why;
            await Record(AuditOutcome.Refused, new() { ["why"] = why.GetType().Name });
            return why;
        }

        await Record(AuditOutcome.Done, new() { ["account"] = connected.Connection!.AccountId, ["server"] = connected.Connection.Server.ToString() });
        return await _window.Show(connected, cancellation);
    }

    /// <summary>The credential is kept first: a channel that says it is connected always has one. It is the same account's, or nothing is kept.</summary>
    private async Task<Outcome<Channel>> Keep(Caller caller, StoredChannel stored, ConnectedAccount account, CancellationToken cancellation)
    {
        while (true)
        {
            var asked = stored.Channel.Connect(new ChannelConnection(account.Server, account.AccountId, caller.At), account.Handle);
            if (asked is not Outcome<Channel>.Done { Value: var connected }) return asked;
            if (await Taken(connected, cancellation) is { } taken) return taken;
            await _vault.Keep(caller.Tenant, connected.Id, account.Access, cancellation);
            switch (await _channels.Change(stored, connected, cancellation))
            {
                case Written.Done: return connected;
                case Written.HandleTaken: return new HandleTaken(account.Handle);
                case Written.AccountTaken: return new AccountTaken(account.Handle);
            }

            if (await _channels.Get(caller.Tenant, connected.Id, cancellation) is not { } again) return new Refusal.NotFound("channel");
            stored = again;
        }
    }

    private async Task<Refusal?> Taken(Channel connected, CancellationToken cancellation)
    {
        await foreach (var other in _channels.List(connected.Tenant, cancellation))
        {
            if (other.Channel.Id == connected.Id || other.Channel.Network != connected.Network) continue;
            if (other.Channel.Connection?.AccountId == connected.Connection!.AccountId) return new AccountTaken(connected.Handle);
            if (other.Channel.IsOf(connected.Network, connected.Handle)) return new HandleTaken(connected.Handle);
        }

        return null;
    }

    private static Refusal.Invalid? Asked(ConnectRequest wish, out ConnectionRequest request)
    {
        var fields = new Dictionary<string, string>();
        var server = Uri.TryCreate(wish.Server, UriKind.Absolute, out var address) ? address : null;
        if (server is null || server.UserInfo.Length > 0 || !(server.Scheme == Uri.UriSchemeHttps || (server.Scheme == Uri.UriSchemeHttp && server.IsLoopback)))
            fields["server"] = "Give the server's https address, such as https://bsky.social.";
        if (wish.Identifier.Trim().Length is 0 or > 254) fields["identifier"] = "Give the account's handle or e-mail address.";
        if (wish.Secret.Length is 0 or > 500) fields["secret"] = "Give the app password that you made on the network for this purpose.";
        request = new ConnectionRequest(server ?? new Uri("https://invalid.example"), wish.Identifier.Trim().TrimStart('@'), wish.Secret);
        return fields.Count == 0 ? null : new Refusal.Invalid(fields);
    }
}
