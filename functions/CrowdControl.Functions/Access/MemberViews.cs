using CrowdControl.Domain.Access;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Access;

/// <summary>A member as the API shows them.</summary>
public sealed record MemberView(string Id, string Name, MemberKind Kind, string? Email, MemberState State, IReadOnlyList<GrantView> Grants)
{
    /// <summary>With the grants that are valid or will be; those that are over are in the record.</summary>
    internal static MemberView Of(Member member, DateTimeOffset now) => new(
        member.Id.Value, member.Name, member.Kind, member.Email, member.State,
        [.. member.Grants.Where(grant => !(grant.ValidTo <= now)).Select(GrantView.Of)]);
}

/// <param name="Channels">Null for all.</param>
public sealed record GrantView(string Id, string Role, IReadOnlyList<string>? Channels, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo)
{
    internal static GrantView Of(Grant grant) => new(
        grant.Id.Value, grant.Role.ToString(), grant.Scope.Channels, grant.ValidFrom, grant.ValidTo);
}

public sealed record NewMemberRequest(string Name, string? Email, MemberKind Kind, string DirectoryId, string ObjectId);

/// <param name="Channels">Null for all, those to come too.</param>
public sealed record NewGrantRequest(string Role, IReadOnlyList<string>? Channels, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo);

/// <summary>Who asks and what they may do at this moment.</summary>
public sealed record MeView(MeMember Member, MeOrganisation Organisation, IReadOnlyList<MeRole> Roles, IReadOnlyList<MePermission> Permissions)
{
    internal static MeView Of(Caller caller) => new(
        new MeMember(caller.Member.Id.Value, caller.Member.Name, caller.Member.Kind.ToString(), caller.Member.Email),
        new MeOrganisation(caller.Organisation.Id.Value, caller.Organisation.Name),
        [.. caller.Member.GrantsAt(caller.At).Select(grant =>
            new MeRole(grant.Role.ToString(), grant.Scope.Channels, grant.ValidFrom, grant.ValidTo))],
        [.. Enum.GetValues<Permission>().Where(caller.May).Select(permission =>
            new MePermission(permission.ToString(), caller.ScopeOf(permission).Channels))]);
}

public sealed record MeMember(string Id, string Name, string Kind, string? Email);

public sealed record MeOrganisation(string Id, string Name);

public sealed record MeRole(string Role, IReadOnlyList<string>? Channels, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo);

public sealed record MePermission(string Permission, IReadOnlyList<string>? Channels);
