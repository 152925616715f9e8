using CrowdControl.Domain;
using CrowdControl.Domain.Access;

namespace CrowdControl.Tests.Access;

public sealed class StandingSpecification
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly Grant Administration = new(new GrantId("g"), Role.Administrator, Scope.Everything, null, null);

    [Theory]
    [InlineData("", "a@b.example", "d", "o", "name")]
    [InlineData("Amira\u0007", "a@b.example", "d", "o", "name")]
    [InlineData("Amira", "nobody", "d", "o", "email")]
    [InlineData("Amira", "a@b@c", "d", "o", "email")]
    [InlineData("Amira", "@b", "d", "o", "email")]
    [InlineData("Amira", null, "", "o", "directoryId")]
    [InlineData("Amira", null, "d", "o/p", "objectId")]
    [InlineData("Amira", null, "d", "o", null)]
    public void An_invitation_names_the_field_that_is_wrong(string name, string? email, string directory, string objectId, string? field)
    {
        var outcome = Member.Invite(new TenantId("t"), new MemberId("m"), name, email, MemberKind.Person, directory, objectId);

        Assert.Equal(field, outcome is Outcome<Member>.Refused { Why: Refusal.Invalid wrong } ? wrong.Fields.Keys.Single() : null);
    }

    [Fact]
    public void An_invited_member_has_no_rights_before_they_join()
    {
        var invited = Person("amira", MemberState.Invited, Administration);

        Assert.False(invited.May(Permission.ManageMembers, Now));
        Assert.True(invited.Join().May(Permission.ManageMembers, Now));
    }

    [Fact]
    public void A_suspended_member_has_no_rights_until_they_are_reinstated()
    {
        var (elin, omar) = (Person("elin", MemberState.Active, Administration), Person("omar", MemberState.Active, Administration));

        var suspended = Done(omar.Suspend([elin, omar], Now));
        var back = Done(suspended.Reinstate());

        Assert.All(Enum.GetValues<Permission>(), permission => Assert.False(suspended.May(permission, Now)));
        Assert.True(back.May(Permission.ManageMembers, Now));
        Assert.Same(suspended, Done(suspended.Suspend([elin, suspended], Now)));
    }

    [Fact]
    public void Whoever_never_signed_in_is_invited_again_when_reinstated_and_joins_at_their_first_sign_in()
    {
        var invited = Person("amira", MemberState.Invited, Administration);

        var back = Done(Done(invited.Suspend([invited], Now)).Reinstate());

        Assert.Equal(invited with { Grants = [] }, back with { Grants = [] });
        Assert.Equal(MemberState.Active, back.Join().State);
    }

    [Theory]
    [InlineData(MemberState.Invited)]
    [InlineData(MemberState.Suspended)]
    [InlineData(MemberState.Left)]
    public void The_last_active_administrator_cannot_be_suspended(MemberState other)
    {
        var (elin, omar) = (Person("elin", MemberState.Active, Administration), Person("omar", other, Administration));

        var outcome = elin.Suspend([elin, omar], Now);

        Assert.IsType<LastAdministrator>(Assert.IsType<Outcome<Member>.Refused>(outcome).Why);
    }

    [Fact]
    public void Whoever_left_does_not_come_back_by_being_reinstated()
    {
        var left = Person("fran", MemberState.Left);

        Assert.IsType<Outcome<Member>.Refused>(left.Reinstate());
        Assert.IsType<Outcome<Member>.Refused>(left.Suspend([left], Now));
    }

    private static Member Done(Outcome<Member> outcome) => Assert.IsType<Outcome<Member>.Done>(outcome).Value;

    private static Member Person(string key, MemberState state, params Grant[] grants) => new(
        new TenantId("wexmoor"), new MemberId(key), key, null, MemberKind.Person, state, "directory", $"object-{key}", [.. grants]);
}
