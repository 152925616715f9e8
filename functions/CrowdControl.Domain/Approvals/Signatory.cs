namespace CrowdControl.Domain.Approvals;

/// <summary>Who did an act: the member, their name at that time, and the person behind the member.</summary>
/// <param name="Person">The same for two members who are one human being, such as the directory's object id.</param>
public sealed record Signatory(MemberId Member, string Name, string Person)
{
    /// <summary>Separation of duty is between people: a second member of the same person is no second pair of eyes.</summary>
    public bool IsSamePersonAs(Signatory other) =>
        Member == other.Member || string.Equals(Person, other.Person, StringComparison.OrdinalIgnoreCase);
}
