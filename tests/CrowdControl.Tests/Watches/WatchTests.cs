using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Watches;

namespace CrowdControl.Tests.Watches;

public sealed class WatchTests
{
    private static readonly MemberId Ana = new("ana");
    private static readonly MemberId Ben = new("ben");
    private static readonly ImmutableArray<string> Knives = ["knife"];

    [Fact]
    public void A_watch_finds_nothing_until_somebody_else_authorises_it()
    {
        var watch = Requested();

        var authorised = Done(watch.Authorise(Ben));

        Assert.Null(watch.Running);
        Assert.Equal((WatchState.Active, "knife"), (authorised.State, authorised.Running!.Terms[0]));
    }

    [Fact]
    public void Nobody_authorises_their_own_watch()
    {
        var watch = Requested();

        var outcome = watch.Authorise(Ana);

        Assert.IsType<OwnWatch>(Assert.IsType<Outcome<Watch>.Refused>(outcome).Why);
    }

    [Fact]
    public void A_changed_query_awaits_authorisation_while_the_old_one_runs_on()
    {
        var watch = Done(Requested().Authorise(Ben));

        var changed = Done(watch.Change(Ben, "Knives", "Safety", ["knife", "machete"]));

        Assert.Equal(1, changed.Running!.Number);
        Assert.Equal((2, 2), (changed.Proposed!.Number, changed.Proposed.Terms.Length));
        Assert.IsType<OwnWatch>(Assert.IsType<Outcome<Watch>.Refused>(changed.Authorise(Ben)).Why);
    }

    [Fact]
    public void Authorising_twice_is_the_same_act()
    {
        var once = Done(Requested().Authorise(Ben));

        var twice = Done(once.Authorise(Ben));

        Assert.Equal(once, twice);
    }

    [Theory]
    [InlineData(WatchState.AwaitingAuthorisation, false)]
    [InlineData(WatchState.Active, true)]
    [InlineData(WatchState.Paused, true)]
    [InlineData(WatchState.Retired, false)]
    public void Only_a_running_watch_can_be_paused(WatchState state, bool allowed)
    {
        var watch = Done(Requested().Authorise(Ben)) with { State = state };

        var outcome = watch.Pause();

        Assert.Equal(allowed, outcome is Outcome<Watch>.Done { Value.State: WatchState.Paused });
    }

    [Fact]
    public void A_watch_without_name_or_purpose_is_refused_naming_both()
    {
        var outcome = Watch.Request(new WatchId("w"), Ana, " ", "", Knives);

        var invalid = Assert.IsType<Refusal.Invalid>(Assert.IsType<Outcome<Watch>.Refused>(outcome).Why);
        Assert.Equal(["name", "purpose"], invalid.Fields.Keys.Order());
    }

    private static Watch Requested() => Done(Watch.Request(new WatchId("w"), Ana, "Knives", "Safety", Knives));

    private static Watch Done(Outcome<Watch> outcome) => Assert.IsType<Outcome<Watch>.Done>(outcome).Value;
}
