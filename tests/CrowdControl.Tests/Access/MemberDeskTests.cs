using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Channels;

namespace CrowdControl.Tests.Access;

public sealed class MemberDeskTests
{
    private static readonly Intent Wish = new("wish");

    [Fact]
    public async Task One_wish_makes_one_member_and_is_recorded_once()
    {
        var force = await Force.Found();
        var elin = await force.Call("elin");

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => force.MemberDesk.Invite(elin, Wish, Of(force), default)));

        Assert.Single(made.Select(one => Done(one).Id).Distinct());
        Assert.Equal(2, (await force.Roster.List(force.Tenant, default)).Count);
        Assert.Equal([$"member/{Done(made[0]).Id}/invited"], await force.Recorded());
    }

    [Fact]
    public async Task The_same_key_for_somebody_else_is_refused()
    {
        var force = await Force.Found();
        var elin = await force.Call("elin");
        await force.MemberDesk.Invite(elin, Wish, Of(force), default);

        var outcome = await force.MemberDesk.Invite(elin, Wish, Amira with { ObjectId = $"{force.Tenant}-other" }, default);

        Assert.IsType<Refusal.KeyReused>(Refused(outcome));
    }

    [Fact]
    public async Task One_identity_is_one_member_and_the_refusal_names_them()
    {
        var force = await Force.Found();
        var elin = await force.Call("elin");
        var first = Done(await force.MemberDesk.Invite(elin, Wish, Of(force), default));

        var again = await force.MemberDesk.Invite(
            elin, new Intent("another"), Of(force) with { Name = "Twin", ObjectId = Of(force).ObjectId.ToUpperInvariant() }, default);

        Assert.Equal(new AlreadyMember(first.Name, first.Id), Refused(again));
    }

    [Fact]
    public async Task A_member_of_another_organisation_is_not_named()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        await other.MemberDesk.Invite(await other.Call("elin"), Wish, Of(other), default);

        var outcome = await one.MemberDesk.Invite(await one.Call("elin"), Wish, Of(other), default);

        Assert.IsType<MemberElsewhere>(Refused(outcome));
    }

    [Fact]
    public async Task An_invitation_that_was_cut_short_is_finished_by_the_next_one()
    {
        var force = await Force.Found();
        await force.Identities.Claim(Force.Directory, Of(force).ObjectId, new Place(force.Tenant, new MemberId("lost")), default);

        var outcome = await force.MemberDesk.Invite(await force.Call("elin"), Wish, Of(force), default);

        Assert.Equal("lost", Done(outcome).Id.Value);
        Assert.NotNull(await force.Roster.Find(Force.Directory, Of(force).ObjectId, default));
    }

    [Fact]
    public async Task Two_administrators_who_suspend_each_other_at_once_leave_one_of_them()
    {
        var force = await Force.Found();
        var omar = await force.Add("omar", new Grant(new GrantId("g-omar"), Role.Administrator, Scope.Everything, null, null));
        var elin = await force.Call("elin");
        var why = new ReasonRequest("Test");

        var outcomes = await Task.WhenAll(
            force.MemberDesk.Suspend(elin, omar.Member.Id, why, default), force.MemberDesk.Suspend(omar, elin.Member.Id, why, default));

        Assert.Single(outcomes.OfType<Outcome<Member>.Done>());
        Assert.IsType<LastAdministrator>(Assert.Single(outcomes.OfType<Outcome<Member>.Refused>()).Why);
        Assert.Single(await force.Roster.List(force.Tenant, default), member => member.State is MemberState.Active);
    }

    [Fact]
    public async Task A_grant_names_channels_that_are_there_and_of_this_organisation()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        await one.Channels.Add(ChannelTableTests.New(one, "roads"), "f", default);
        await other.Channels.Add(ChannelTableTests.New(other, "dogs"), "f", default);
        var (elin, amira) = (await one.Call("elin"), (await one.Add("amira")).Member.Id);

        var given = await one.GrantDesk.Give(elin, Wish, amira, new NewGrantRequest("Author", ["c-roads"], null, null), default);
        var refused = await one.GrantDesk.Give(elin, new Intent("two"), amira, new NewGrantRequest("Author", ["c-dogs"], null, null), default);

        Assert.True((await one.Call("amira")).May(Permission.DraftPosts, new ChannelId("c-roads")));
        Assert.Equal(["channels"], Assert.IsType<Refusal.Invalid>(Refused(refused)).Fields.Keys);
        Assert.IsType<Outcome<Member>.Done>(given);
    }

    [Fact]
    public async Task Giving_and_ending_a_grant_twice_is_recorded_once()
    {
        var force = await Force.Found();
        var (elin, amira) = (await force.Call("elin"), (await force.Add("amira")).Member.Id);
        var grant = new GrantId(Wish.IdFor("grant"));

        for (var time = 0; time < 2; time++) await force.GrantDesk.Give(elin, Wish, amira, new NewGrantRequest("Author", null, null, null), default);
        for (var time = 0; time < 2; time++) await force.GrantDesk.End(elin, amira, grant, default);

        Assert.Equal([$"grant/{grant}/given/0/elin", $"grant/{grant}/ended/1/elin"], await force.Recorded());
        Assert.False((await force.Call("amira")).May(Permission.DraftPosts));
    }

    [Fact]
    public async Task What_belongs_to_another_organisation_is_not_there()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        var (elin, hari) = (await one.Call("elin"), (await other.Add("hari")).Member.Id);

        var outcomes = new[]
        {
            await one.MemberDesk.Get(elin, hari, default),
            await one.MemberDesk.Suspend(elin, hari, new ReasonRequest("Test"), default),
            await one.MemberDesk.Reinstate(elin, hari, default),
            await one.GrantDesk.Give(elin, Wish, hari, new NewGrantRequest("Author", null, null, null), default),
            await one.GrantDesk.End(elin, hari, new GrantId("g"), default),
        };

        Assert.All(outcomes, outcome => Assert.IsType<Refusal.NotFound>(Refused(outcome)));
        Assert.Empty(await other.Recorded());
    }

    [Fact]
    public async Task The_list_goes_on_where_a_page_ended()
    {
        var force = await Force.Found();
        foreach (var key in new[] { "a", "b", "c" }) await force.Add(key);
        var elin = await force.Call("elin");

        var first = await force.MemberDesk.List(elin, new Paging(null, 2), default);
        var second = await force.MemberDesk.List(elin, new Paging(first.Next, 2), default);

        Assert.Equal(["a", "b", "c", "elin"], first.Items.Concat(second.Items).Select(member => member.Id.Value));
        Assert.Equal(("b", null), (first.Next, second.Next));
    }

    private static NewMemberRequest Amira { get; } = new("Amira", null, MemberKind.Person, Force.Directory, $"amira-{Environment.ProcessId}");

    private static NewMemberRequest Of(Force force) => Amira with { ObjectId = $"{force.Tenant}-amira" };

    private static Member Done(Outcome<Member> outcome) => Assert.IsType<Outcome<Member>.Done>(outcome).Value;

    private static Refusal Refused(Outcome<Member> outcome) => Assert.IsType<Outcome<Member>.Refused>(outcome).Why;
}
