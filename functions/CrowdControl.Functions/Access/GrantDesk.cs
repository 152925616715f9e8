using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>Gives roles and ends them.</summary>
public sealed class GrantDesk
{
    private readonly RoleChange _change;
    private readonly ChannelRegister _channels;

    internal GrantDesk(RoleChange change, ChannelRegister channels) => (_change, _channels) = (change, channels);

    /// <summary>The same wish again changes nothing.</summary>
    public async Task<Outcome<Member>> Give(Caller caller, Intent intent, MemberId id, NewGrantRequest wish, CancellationToken cancellation)
    {
        if (RoleOf(wish.Role) is not { } role)
            return new Refusal.Invalid("role", $"There is no such role. Choose one of {string.Join(", ", Enum.GetNames<Role>())}.");
        var scope = wish.Channels is { } named ? Scope.Of(named.Select(channel => new ChannelId(Ids.Checked(channel, "channels")))) : Scope.Everything;
        var known = wish.Channels is { Count: > 0 }
            ? (await _channels.List(caller.Tenant, cancellation)).Select(channel => channel.Id).ToHashSet()
            : [];
        var grant = new Grant(new GrantId(intent.IdFor("grant")), role, scope, wish.ValidFrom?.ToUniversalTime(), wish.ValidTo?.ToUniversalTime());
        return await _change.Apply(
            caller, id, new RoleAct("grant.given", new AuditSubject("grant", grant.Id.Value), Details(id, grant)),
            (member, _) => member.Give(grant, caller.Member, known.Contains, caller.At), cancellation);
    }

    public Task<Outcome<Member>> End(Caller caller, MemberId id, GrantId grant, CancellationToken cancellation) => _change.Apply(
        caller, id, new RoleAct("grant.ended", new AuditSubject("grant", grant.Value), new() { ["member"] = id.Value }),
        (member, everyone) => member.End(grant, everyone, caller.At), cancellation);

    private static Role? RoleOf(string text) =>
        Enum.TryParse<Role>(text, out var role) && role.ToString() == text ? role : null;

    private static Dictionary<string, string> Details(MemberId member, Grant grant)
    {
        var details = new Dictionary<string, string>
        {
            ["member"] = member.Value,
            ["role"] = grant.Role.ToString(),
            ["channels"] = Named(grant.Scope.Channels),
        };
        if (grant.ValidFrom is { } from) details["validFrom"] = from.ToString("O", CultureInfo.InvariantCulture);
        if (grant.ValidTo is { } to) details["validTo"] = to.ToString("O", CultureInfo.InvariantCulture);
        return details;
    }

    /// <summary>An entry of the record is at most 8 KiB: of very many channels it holds the number and a digest.</summary>
    private static string Named(ImmutableSortedSet<string>? channels) => channels switch
    {
        null => "all",
        { Count: <= 80 } => string.Join(' ', channels),
        _ => $"{channels.Count} with digest {MentionKey.Digest(channels)}",
    };
}
