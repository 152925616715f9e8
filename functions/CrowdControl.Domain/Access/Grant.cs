namespace CrowdControl.Domain.Access;

/// <summary>A role given to a member over a scope, from one moment to another.</summary>
/// <param name="ValidFrom">Inclusive; null: from the start.</param>
/// <param name="ValidTo">Exclusive; null: until it is ended.</param>
public sealed record Grant(GrantId Id, Role Role, Scope Scope, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo)
{
    public bool IsValidAt(DateTimeOffset now) => !(now < ValidFrom) && !(now >= ValidTo);
}
