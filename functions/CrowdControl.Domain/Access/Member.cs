using System.Collections.Immutable;
using CrowdControl.Domain.Approvals;

namespace CrowdControl.Domain.Access;

/// <summary>A person or a program of one organisation, known by who the directory says they are.</summary>
/// <param name="Directory">Id of the directory that vouches for them.</param>
/// <param name="ObjectId">Their permanent id there.</param>
public sealed partial record Member(
    TenantId Tenant,
    MemberId Id,
    string Name,
    string? Email,
    MemberKind Kind,
    MemberState State,
    string Directory,
    string ObjectId,
    ImmutableArray<Grant> Grants)
{
    public const int MaximumName = 120;
    public const int MaximumEmail = 254;

    /// <summary>What a suspended member goes back to; null for anybody else.</summary>
    public MemberState? SuspendedFrom { get; init; }

    /// <summary>Who signs what this member does. The person behind it is the directory's, so two members of one person are one.</summary>
    public Signatory Signatory => new(Id, Name, $"{Directory}/{ObjectId}".ToLowerInvariant());

    /// <summary>The channels over which the member holds the right now; nothing unless active.</summary>
    public Scope ScopeOf(Permission permission, DateTimeOffset now) => State is not MemberState.Active
        ? Scope.Nothing
        : GrantsAt(now).Where(grant => grant.Role.Permissions().Contains(permission))
            .Aggregate(Scope.Nothing, (all, grant) => all.And(grant.Scope));

    public bool May(Permission permission, DateTimeOffset now) => !ScopeOf(permission, now).IsNothing;

    public bool May(Permission permission, ChannelId channel, DateTimeOffset now) => ScopeOf(permission, now).Covers(channel);

    public IEnumerable<Grant> GrantsAt(DateTimeOffset now) => Grants.Where(grant => grant.IsValidAt(now));
}

public enum MemberKind { Person, ApiCaller }

public enum MemberState { Invited, Active, Suspended, Left }
