using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Publishing;

namespace CrowdControl.Tests.Disclosing;

public sealed class DisclosureDeskTests
{
    [Fact]
    public async Task Asking_twice_with_one_key_asks_once_and_another_wish_under_it_is_refused()
    {
        await using var room = await DisclosureRoom.Open();
        var (key, asked) = (new Intent(AzuriteStorage.FreshName("key")), room.Request());

        var first = (await room.Desk.Ask(room.Dora, key, asked, default)).Value();
        var again = (await room.Desk.Ask(room.Dora, key, asked, default)).Value();
        var other = await room.Desk.Ask(room.Dora, key, asked with { Recipient = "The press" }, default);

        Assert.Equal(first.Id, again.Id);
        Assert.IsType<Refusal.KeyReused>(other.Why());
        Assert.Single(await room.Record(), entry => entry.Act == "disclosure.requested");
    }

    [Fact]
    public async Task What_is_asked_for_is_about_exactly_one_thing_that_is_there()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);
        async Task<Refusal> Refused(Func<Functions.Disclosing.NewDisclosureRequest, Functions.Disclosing.NewDisclosureRequest> change) =>
            (await room.Desk.Ask(room.Dora, new Intent(AzuriteStorage.FreshName("key")), change(room.Request()), default)).Why();

        Assert.Contains("channel", Assert.IsType<Refusal.Invalid>(await Refused(asked => asked with { Channel = null })).Fields.Keys);
        Assert.Contains("channel", Assert.IsType<Refusal.Invalid>(await Refused(asked => asked with { Entries = [1] })).Fields.Keys);
        Assert.Contains("entries", Assert.IsType<Refusal.Invalid>(
            await Refused(asked => asked with { Channel = null, Entries = [0, 99] })).Fields.Keys);
        Assert.IsType<Refusal.NotFound>(await Refused(asked => asked with { Channel = "elsewhere" }));
        Assert.IsType<Refusal.Invalid>(await Refused(asked => asked with { Purpose = " " }));
    }

    [Fact]
    public async Task Rights_over_one_channel_reach_no_other_and_no_entries()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);
        var roads = room.As("rhys", Role.DutyOfficer, Scope.Of([new ChannelId("roads")]));
        var pack = await room.Ask();

        Assert.IsType<Refusal.NotPermitted>((await room.Desk.Ask(roads, new Intent("a"), room.Request(), default)).Why());
        Assert.IsType<Refusal.NotPermitted>(
            (await room.Desk.Ask(roads, new Intent("b"), room.Request() with { Channel = null, Entries = [0] }, default)).Why());
        Assert.IsType<Refusal.NotFound>((await room.Desk.Get(roads, pack.Id, default)).Why());
        Assert.Empty((await room.Desk.List(roads, new Paging(null, 50), default)).Items);
    }

    [Fact]
    public async Task Whoever_asks_needs_somebody_else_with_the_right_to_approve()
    {
        await using var room = await DisclosureRoom.Open();
        var pack = await room.Ask();
        var own = (await room.Desk.Ask(room.Fran, new Intent(AzuriteStorage.FreshName("key")), room.Request(), default)).Value();

        Assert.IsType<Refusal.NotPermitted>((await room.Desk.Approve(room.As("dan", Role.DutyOfficer), pack.Id, room.Client, default)).Why());
        Assert.IsType<OwnDisclosure>((await room.Desk.Approve(room.Fran, own.Id, room.Client, default)).Why());
        Assert.IsType<Refusal.WrongState>((await room.Desk.Take(room.Dora, pack.Id, new Intent("t"), default)).Why());
    }

    [Fact]
    public async Task What_is_of_another_organisation_is_not_there()
    {
        await using var room = await DisclosureRoom.Open();
        await using var other = await DisclosureRoom.Open();
        var pack = await room.Ask();

        Assert.IsType<Refusal.NotFound>((await other.Desk.Get(other.Dora, pack.Id, default)).Why());
        Assert.IsType<Refusal.NotFound>((await other.Desk.Approve(other.Fran, pack.Id, other.Client, default)).Why());
        Assert.IsType<Refusal.NotFound>((await other.Desk.Cancel(other.Dora, pack.Id, new ReasonRequest("x"), default)).Why());
        Assert.IsType<Refusal.NotFound>((await other.Desk.Take(other.Dora, pack.Id, new Intent("t"), default)).Why());
        Assert.Empty((await other.Desk.List(other.Fran, new Paging(null, 50), default)).Items);
    }

    [Fact]
    public async Task A_long_request_is_kept_whole_in_its_row()
    {
        await using var room = await DisclosureRoom.Open();
        var rules = Enumerable.Range(0, DisclosureTerms.MostWithheld).Select(number => new Functions.Disclosing.WithholdingView(
            $"field-{number}", RedactionReason.Safety, new string('é', DisclosureTerms.MostAuthority), number)).ToArray();

        var pack = await room.Ask(room.Request(rules) with { Purpose = new string('€', DisclosureTerms.MostPurpose) });

        var stored = (await room.Get<DisclosureTable>().Find(room.Tenant, pack.Id, default))!.Pack;
        Assert.Equal(pack.Terms.Withheld.AsEnumerable(), stored.Terms.Withheld);
        Assert.Equal(pack.Terms.Purpose, stored.Terms.Purpose);
    }
}
