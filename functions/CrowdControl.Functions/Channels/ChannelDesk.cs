using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Functions.Channels;

/// <summary>Enters channels in the register and shows them.</summary>
public sealed class ChannelDesk
{
    private readonly ChannelTable _channels;
    private readonly ChannelWindow _window;
    private readonly KnownNetworks _networks;
    private readonly Roster _roster;
    private readonly AuditTrail _trail;

    internal ChannelDesk(ChannelTable channels, ChannelWindow window, KnownNetworks networks, Roster roster, AuditTrail trail) =>
        (_channels, _window, _networks, _roster, _trail) = (channels, window, networks, roster, trail);

    public async Task<Page<ChannelView>> List(Caller caller, Paging paging, CancellationToken cancellation)
    {
        var scope = caller.ScopeOf(Permission.SeeOverview);
        var all = await _channels.List(caller.Tenant, cancellation).Select(stored => stored.Channel)
            .Where(channel => scope.Covers(channel.Id)).ToListAsync(cancellation);
        var page = paging.Cut(all, channel => channel.Id.Value);
        return new Page<ChannelView>(await _window.Show(page.Items, cancellation), page.Next);
    }

    public async Task<Outcome<ChannelView>> Get(Caller caller, ChannelId id, CancellationToken cancellation)
    {
        if (await _channels.Get(caller.Tenant, id, cancellation) is not { Channel: var channel }) return new Refusal.NotFound("channel");
        return caller.May(Permission.SeeOverview, id) ? await _window.Show(channel, cancellation) : OutOfScope.Of(Permission.SeeOverview, channel);
    }

    /// <summary>The same wish again gives the same channel.</summary>
    public async Task<Outcome<ChannelView>> Register(Caller caller, Intent intent, NewChannelRequest wish, CancellationToken cancellation)
    {
        if (_networks.Find(wish.Network) is null)
            return new Refusal.Invalid("network", $"There is no such network here. Choose one of {string.Join(", ", _networks.Codes)}.");
        if (await Owner(caller, wish.Owner, cancellation) is not { } owner)
            return new Refusal.Invalid("owner", "This is nobody here, or more than one. Give a member's e-mail address or full name, or leave it out and it is you.");
        var id = new ChannelId(intent.IdFor("channel"));
        var asked = Channel.Register(caller.Tenant, id, wish.Network, wish.Handle, wish.DisplayName, wish.Purpose, owner);
        if (asked is not Outcome<Channel>.Done { Value: var channel }) return ((Outcome<Channel>.Refused)asked).Why;

        var fingerprint = MentionKey.Digest([wish.Network, wish.Handle, wish.DisplayName, wish.Purpose, wish.Owner ?? ""]);
        var others = await _channels.List(caller.Tenant, cancellation).ToListAsync(cancellation);
        if (others.FirstOrDefault(other => other.Channel.Id == id) is { } before)
            return before.Fingerprint == fingerprint ? await _window.Show(before.Channel, cancellation) : new Refusal.KeyReused();
        if (others.Any(other => other.Channel.IsOf(channel.Network, channel.Handle))) return new HandleTaken(channel.Handle);

        await Record(caller, channel, AuditOutcome.Done, cancellation);
        if (await _channels.Add(channel, fingerprint, cancellation) is Written.Done) return await _window.Show(channel, cancellation);
        if (await _channels.Get(caller.Tenant, id, cancellation) is { } same && same.Fingerprint == fingerprint)
            return await _window.Show(same.Channel, cancellation);
        await Record(caller, channel, AuditOutcome.Refused, cancellation);
        return new HandleTaken(channel.Handle);
    }

    private async Task<MemberId?> Owner(Caller caller, string? text, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(text)) return caller.Member.Id;
        var people = (await _roster.List(caller.Tenant, cancellation))
            .Where(member => member.Kind is MemberKind.Person && member.State is not MemberState.Left).ToList();
        bool Is(string? name) => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase);
        var found = people.Find(person => person.Id.Value == text) ?? people.Find(person => Is(person.Email));
        return found?.Id ?? (people.FindAll(person => Is(person.Name)) is [var only] ? only.Id : null);
    }

    private Task Record(Caller caller, Channel channel, AuditOutcome outcome, CancellationToken cancellation) => _trail.Record(
        caller, $"channel/{channel.Id}/registered{(outcome is AuditOutcome.Done ? "" : "/refused")}", "channel.registered",
        new AuditSubject("channel", channel.Id.Value), channel.Id, outcome, new Dictionary<string, string>
        {
            ["network"] = channel.Network,
            ["handle"] = channel.Handle,
            ["owner"] = channel.Owner.Value,
        }, cancellation);
}
