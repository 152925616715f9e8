namespace CrowdControl.Domain.Access;

/// <summary>Nobody gives a role to themselves.</summary>
public sealed record OwnGrant() : Refusal("Nobody gives a role to themselves. Another administrator has to give it.");

/// <summary>One person may not hold both: whoever runs the roles has no say over content.</summary>
public sealed record DutiesClash(Role Held, Role Asked) : Refusal(
    $"This member is {Held}, so they cannot also be {Asked}: whoever runs members and channels has no say over content. End the one role first.");

/// <summary>Without an administrator nobody could ever let anybody in again.</summary>
public sealed record LastAdministrator() : Refusal(
    "This is the last administrator who is active and has no end date. Make somebody else an administrator first.");

/// <summary>The person is a member already.</summary>
public sealed record AlreadyMember(string Name, MemberId Id) : Refusal(
    $"This identity is already a member here: {Name} ({Id}). Give that member the role instead.");

/// <summary>The person works for another organisation on this service; nothing is said of which.</summary>
public sealed record MemberElsewhere() : Refusal(
    "This identity already belongs to an organisation on this service. Check the directory id and the object id.");
