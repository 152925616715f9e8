namespace CrowdControl.Domain.Access;

public sealed partial record Member
{
    /// <summary>A new member, without any right, who becomes active at their first sign-in.</summary>
    public static Outcome<Member> Invite(
        TenantId tenant, MemberId id, string name, string? email, MemberKind kind, string directory, string objectId)
    {
        var fields = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaximumName || name.Any(char.IsControl))
            fields["name"] = $"Give the name in 1 to {MaximumName} characters.";
        if (email is not null && !IsEmail(email)) fields["email"] = $"This is no e-mail address of at most {MaximumEmail} characters. Correct it, or leave it out.";
        if (!Domain.Id.IsValid(directory)) fields["directoryId"] = "Give the id of their directory as its portal shows it, such as a GUID.";
        if (!Domain.Id.IsValid(objectId)) fields["objectId"] = "Give their object id as the directory's portal shows it, such as a GUID.";
        return fields.Count > 0
            ? new Refusal.Invalid(fields)
            : new Member(tenant, id, name.Trim(), email, kind, MemberState.Invited, directory, objectId, []);
    }

    /// <summary>The first sign-in.</summary>
    public Member Join() => State is MemberState.Invited ? this with { State = MemberState.Active } : this;

    public Outcome<Member> Suspend(IEnumerable<Member> everyone, DateTimeOffset now) => State switch
    {
        MemberState.Suspended => this,
        MemberState.Active or MemberState.Invited => Unless(
            LeavesNoAdministrator(everyone, now), this with { State = MemberState.Suspended, SuspendedFrom = State }),
        _ => new Refusal.WrongState("This member has left, so there is nothing to suspend."),
    };

    /// <summary>Whoever had not joined before the suspension still has to: nobody counts as active who never signed in.</summary>
    public Outcome<Member> Reinstate() => State switch
    {
        MemberState.Active => this,
        MemberState.Suspended => this with { State = SuspendedFrom ?? MemberState.Active, SuspendedFrom = null },
        _ => new Refusal.WrongState("Only a suspended member can be reinstated."),
    };

    /// <summary>Runs the organisation now and for as long as nobody ends it. A right that runs out by itself is no safeguard.</summary>
    private bool IsStandingAdministrator(DateTimeOffset now) => State is MemberState.Active
        && Grants.Any(grant => grant is { Role: Role.Administrator, ValidTo: null } && grant.IsValidAt(now));

    private bool LeavesNoAdministrator(IEnumerable<Member> everyone, DateTimeOffset now) =>
        IsStandingAdministrator(now) && !everyone.Any(other => other.Id != Id && other.IsStandingAdministrator(now));

    private static Outcome<Member> Unless(bool lastAdministrator, Member changed) => lastAdministrator ? new LastAdministrator() : changed;

    private static bool IsEmail(string text) =>
        text.Length <= MaximumEmail && text.IndexOf('@') is > 0 and var at && at == text.LastIndexOf('@') && at < text.Length - 1
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
