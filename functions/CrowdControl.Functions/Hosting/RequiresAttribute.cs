using CrowdControl.Domain.Access;

namespace CrowdControl.Functions.Hosting;

/// <summary>Who may call this route: members who hold at least one of the permissions, over whatever scope. Which channels they
/// reach is decided where the channel is known.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute(params Permission[] anyOf) : Attribute
{
    public IReadOnlyList<Permission> AnyOf { get; } = anyOf;
}

/// <summary>Any active member of the organisation may call this route, whatever they hold.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MembersOnlyAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>Nobody has to sign in to call this route.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
