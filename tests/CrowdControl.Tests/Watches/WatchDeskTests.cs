using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Watches;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring.Watches;
using CrowdControl.Tests.Monitoring;

namespace CrowdControl.Tests.Watches;

[Collection(nameof(Desk))]
public sealed class WatchDeskTests : IAsyncLifetime
{
    private static readonly WatchId Id = new("w-1");
    private Desk _desk = null!;

    private Caller Carys => _desk.Member("carys", Role.DutyOfficer);

    private Caller Dev => _desk.Member("dev", Role.DutyOfficer);

    private WatchDesk Watches => _desk.Of<WatchDesk>();

    public async Task InitializeAsync() => _desk = await Desk.Open();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task A_watch_searches_once_somebody_else_authorised_it_and_stops_while_it_is_paused()
    {
        Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));
        Assert.IsType<OwnWatch>(Why(await Watches.Authorise(Carys, Id, default)));
        Assert.Equal(0, await Searching());

        Desk.Granted(await Watches.Authorise(Dev, Id, default));
        Assert.Equal(1, await Searching());
        Desk.Granted(await Watches.Pause(Carys, Id, default));
        Assert.Equal(0, await Searching());
        Desk.Granted(await Watches.Resume(Carys, Id, default));
        Assert.Equal(1, await Searching());
    }

    [Fact]
    public async Task The_same_wish_twice_is_one_watch_and_another_wish_under_its_key_is_refused()
    {
        var first = Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));

        var again = Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));
        var other = await Watches.Request(Carys, Id, Wish("tunnel"), default);

        Assert.Equal(first.Version, again.Version);
        Assert.IsType<Refusal.KeyReused>(Why(other));
        Assert.Single((await _desk.Of<WatchList>().Read(_desk.Tenant, new Paging(null, 10), default)).Items);
    }

    [Fact]
    public async Task Words_that_cannot_be_searched_for_are_named_with_what_to_write_instead()
    {
        var refused = Assert.IsType<Refusal.Invalid>(Why(await Watches.Request(Carys, Id, Wish("bridge", "stab*"), default)));

        Assert.Equal("\u201Cstab*\u201D: A wildcard is not allowed here. List the words, one a line.", refused.Fields["terms"]);
    }

    [Fact]
    public async Task A_change_over_somebody_elses_change_is_stale()
    {
        var read = Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default)).Version!.Value;
        var changed = Desk.Granted(await Watches.Change(Carys, Id, read, Wish("tunnel"), default));

        var late = await Watches.Change(Dev, Id, read, Wish("road"), default);

        Assert.IsType<Refusal.Stale>(Why(late));
        Assert.Equal("tunnel", Assert.Single(changed.Watch.Proposed!.Terms));
    }

    [Fact]
    public async Task Changed_words_are_shown_beside_those_that_run_until_somebody_authorises_them()
    {
        Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));
        var running = Desk.Granted(await Watches.Authorise(Dev, Id, default));
        Desk.Granted(await Watches.Change(Carys, Id, running.Version!.Value, Wish("tunnel"), default));

        var waiting = await Shown();
        Desk.Granted(await Watches.Authorise(Dev, Id, default));
        var authorised = await Shown();

        Assert.Equal((WatchState.Active, "tunnel"), (waiting.State, Assert.Single(waiting.Terms)));
        Assert.Equal(["bridge"], waiting.Meanwhile);
        Assert.Equal("tunnel", Assert.Single(authorised.Terms));
        Assert.Null(authorised.Meanwhile);
    }

    [Fact]
    public async Task A_watch_that_was_never_authorised_can_be_retired_and_still_says_what_it_was_for()
    {
        Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));

        Desk.Granted(await Watches.Retire(Carys, Id, default));

        var shown = await Shown();
        Assert.Equal((WatchState.Retired, "bridge"), (shown.State, Assert.Single(shown.Terms)));
    }

    [Fact]
    public async Task A_watch_of_another_organisation_is_not_found()
    {
        Desk.Granted(await Watches.Request(Carys, Id, Wish("bridge"), default));

        var outcome = await Watches.Authorise(_desk.Member("eve", Role.DutyOfficer, new TenantId("elsewhere")), Id, default);

        Assert.IsType<Refusal.NotFound>(Why(outcome));
    }

    private static NewWatchRequest Wish(params string[] terms) => new("Bridge", "To know when it is shut.", terms);

    private async Task<WatchAnswer> Shown() =>
        Assert.Single((await _desk.Of<WatchList>().Read(_desk.Tenant, new Paging(null, 10), default)).Items);

    private async Task<int> Searching() => (await _desk.Of<WatchSets>().Of(_desk.Tenant, default)).Set.Count;

    private static Refusal Why<T>(Outcome<T> outcome) => Assert.IsType<Outcome<T>.Refused>(outcome).Why;
}
