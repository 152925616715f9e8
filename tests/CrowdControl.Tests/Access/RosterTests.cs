using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;

namespace CrowdControl.Tests.Access;

public sealed class RosterTests
{
    [Fact]
    public async Task A_member_is_found_by_who_the_directory_says_they_are()
    {
        var force = await Force.Found();

        var caller = await force.Roster.Find(Force.Directory.ToUpperInvariant(), force.ObjectId("elin").ToUpperInvariant(), default);

        Assert.Equal((force.Tenant, new MemberId("elin")), (caller!.Tenant, caller.Member.Id));
        Assert.True(caller.May(Permission.ManageMembers));
    }

    [Fact]
    public async Task Whoever_is_not_known_is_nobody()
    {
        var force = await Force.Found();

        var caller = await force.Roster.Find(Force.Directory, "somebody-else", default);

        Assert.Null(caller);
    }

    [Fact]
    public async Task An_invited_member_joins_at_their_first_sign_in_and_the_record_says_so_once()
    {
        var force = await Force.Found();
        var invited = force.Person("amira", MemberState.Invited);
        await force.Members.Add(invited, default);
        await force.Identities.Claim(Force.Directory, invited.ObjectId, new Place(force.Tenant, invited.Id), default);

        var callers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => force.Call("amira")));

        Assert.All(callers, caller => Assert.Equal(MemberState.Active, caller.Member.State));
        Assert.Equal(["member/amira/joined"], await force.Recorded());
    }

    [Fact]
    public async Task A_suspension_bites_at_the_next_request()
    {
        var force = await Force.Found();
        var ben = await force.Add("ben");
        var before = await force.Roster.Find(Force.Directory, ben.Member.ObjectId, default);

        var found = (await force.Members.Get(force.Tenant, ben.Member.Id, default))!;
        await force.Members.Change(found, found.Value with { State = MemberState.Suspended }, default);
        var after = await force.Roster.Find(Force.Directory, ben.Member.ObjectId, default);

        Assert.NotNull(before);
        Assert.Null(after);
    }

    [Fact]
    public async Task Members_of_one_organisation_are_not_those_of_another()
    {
        var (one, other) = (await Force.Found(), await Force.Found());
        await other.Add("hari");

        var members = await one.Roster.List(one.Tenant, default);

        Assert.Equal(["elin"], members.Select(member => member.Id.Value));
        Assert.Null(await one.Roster.Get(one.Tenant, new MemberId("hari"), default));
    }
}
