using CrowdControl.Domain;
using CrowdControl.Domain.Access;

namespace CrowdControl.Tests.Access;

public sealed class GrantSpecification
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly Member Elin = Person("elin", Grant(Role.Administrator));
    private static readonly Member Omar = Person("omar", Grant(Role.Administrator));

    [Fact]
    public void A_given_role_carries_its_rights_over_its_channels_alone()
    {
        var amira = Given(Person("amira"), Grant(Role.Author, "roads"));

        Assert.True(amira.May(Permission.DraftPosts, new ChannelId("roads"), Now));
        Assert.False(amira.May(Permission.DraftPosts, new ChannelId("dogs"), Now));
        Assert.False(amira.May(Permission.ReviewPosts, Now));
    }

    [Fact]
    public void Nobody_gives_a_role_to_themselves()
    {
        var outcome = Elin.Give(Grant(Role.ProfessionalStandards), Elin, Exists, Now);

        Assert.IsType<OwnGrant>(Refused(outcome));
    }

    [Fact]
    public void Nobody_gives_a_role_to_themselves_under_another_member_either()
    {
        var twin = Person("twin") with { ObjectId = Elin.ObjectId.ToUpperInvariant() };

        Assert.IsType<OwnGrant>(Refused(twin.Give(Grant(Role.Author), Elin, Exists, Now)));
    }

    [Theory, CombinatorialRoles]
    public void An_administrator_never_has_a_say_over_content(Role first, Role second)
    {
        var held = Given(Person("amira"), Grant(first));

        var outcome = held.Give(Grant(second) with { Id = new GrantId("second") }, Elin, Exists, Now);

        var clash = (first is Role.Administrator && second.HasSayOverContent()) || (second is Role.Administrator && first.HasSayOverContent());
        Assert.Equal(clash, outcome is Outcome<Member>.Refused { Why: DutiesClash });
    }

    [Fact]
    public void Duties_clash_also_with_a_role_that_begins_later_but_not_with_one_that_is_over()
    {
        var later = Person("amira", Grant(Role.Author) with { ValidFrom = Now.AddDays(1) });
        var over = Person("amira", Grant(Role.Author) with { ValidTo = Now });
        var administration = Grant(Role.Administrator) with { Id = new GrantId("second") };

        Assert.IsType<DutiesClash>(Refused(later.Give(administration, Elin, Exists, Now)));
        Assert.IsType<Outcome<Member>.Done>(over.Give(administration, Elin, Exists, Now));
    }

    [Theory]
    [InlineData(2, 1, "validTo")]
    [InlineData(2, 2, "validTo")]
    [InlineData(-2, -1, "validTo")]
    [InlineData(-1, 0, "validTo")]
    [InlineData(1, 2, null)]
    [InlineData(-1, 1, null)]
    public void A_grant_begins_before_it_ends_and_ends_after_now(int from, int to, string? field)
    {
        var grant = Grant(Role.Author) with { ValidFrom = Now.AddDays(from), ValidTo = Now.AddDays(to) };

        var outcome = Person("amira").Give(grant, Elin, Exists, Now);

        Assert.Equal(field, outcome is Outcome<Member>.Refused { Why: Refusal.Invalid wrong } ? wrong.Fields.Keys.Single() : null);
    }

    [Theory]
    [InlineData(Role.Author)]
    [InlineData(Role.Author, "roads", "moon")]
    [InlineData(Role.Administrator, "roads")]
    public void A_scope_that_makes_no_sense_is_refused_at_the_channels(Role role, params string[] channels)
    {
        var grant = Grant(role) with { Scope = Scope.Of(channels.Select(channel => new ChannelId(channel))) };

        var refused = Assert.IsType<Refusal.Invalid>(Refused(Person("amira").Give(grant, Elin, Exists, Now)));

        Assert.Equal(["channels"], refused.Fields.Keys);
    }

    [Theory]
    [InlineData(MemberKind.Person, Role.ApiCaller)]
    [InlineData(MemberKind.ApiCaller, Role.Publisher)]
    public void A_service_has_the_role_for_services_and_nobody_else_has(MemberKind kind, Role role)
    {
        var member = Person("one") with { Kind = kind };

        var refused = Assert.IsType<Refusal.Invalid>(Refused(member.Give(Grant(role), Elin, Exists, Now)));

        Assert.Equal(["role"], refused.Fields.Keys);
    }

    [Fact]
    public void The_same_grant_again_changes_nothing_and_another_under_its_id_is_refused()
    {
        var amira = Given(Person("amira"), Grant(Role.Author));

        Assert.Same(amira, Done(amira.Give(Grant(Role.Author), Elin, Exists, Now)));
        Assert.IsType<Refusal.KeyReused>(Refused(amira.Give(Grant(Role.Approver), Elin, Exists, Now)));
    }

    [Fact]
    public void An_ended_grant_gives_nothing_from_that_moment_on()
    {
        var amira = Given(Person("amira"), Grant(Role.Author));

        var ended = Done(amira.End(new GrantId("g"), [amira, Elin], Now));

        Assert.False(ended.May(Permission.DraftPosts, Now));
        Assert.True(ended.May(Permission.DraftPosts, Now.AddTicks(-1)));
        Assert.Same(ended, Done(ended.End(new GrantId("g"), [ended, Elin], Now.AddDays(1))));
    }

    [Fact]
    public void The_last_administrator_keeps_the_role_until_there_is_another_one_without_an_end()
    {
        var leaving = Omar with { Grants = [Grant(Role.Administrator) with { ValidTo = Now.AddYears(1) }] };

        Assert.IsType<LastAdministrator>(Refused(Elin.End(new GrantId("g"), [Elin, leaving], Now)));
        Assert.IsType<LastAdministrator>(Refused(Elin.End(new GrantId("g"), [Elin, Omar with { State = MemberState.Suspended }], Now)));
        Assert.IsType<Outcome<Member>.Done>(Elin.End(new GrantId("g"), [Elin, Omar], Now));
    }

    private static bool Exists(ChannelId channel) => channel.Value is "roads" or "dogs";

    private static Member Given(Member member, Grant grant) => Done(member.Give(grant, Elin, Exists, Now));

    private static Member Done(Outcome<Member> outcome) => Assert.IsType<Outcome<Member>.Done>(outcome).Value;

    private static Refusal Refused(Outcome<Member> outcome) => Assert.IsType<Outcome<Member>.Refused>(outcome).Why;

    private static Grant Grant(Role role, params string[] channels) => new(
        new GrantId("g"), role, channels.Length == 0 ? Scope.Everything : Scope.Of(channels.Select(channel => new ChannelId(channel))), null, null);

    private static Member Person(string key, params Grant[] grants) => new(
        new TenantId("wexmoor"), new MemberId(key), key, null, MemberKind.Person, MemberState.Active, "directory", $"object-{key}", [.. grants]);

    private sealed class CombinatorialRolesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from first in ForPeople
            from second in ForPeople
            select new object[] { first, second };

        private static IEnumerable<Role> ForPeople => Enum.GetValues<Role>().Where(role => role is not Role.ApiCaller);
    }
}
