using CrowdControl.Analysis.Triage;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Monitoring.Watches;
using CrowdControl.Tests.Harvesting;

namespace CrowdControl.Tests.Monitoring;

[Collection(nameof(Desk))]
public sealed class ClassifyingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = Desk.Morning;
    private readonly ScriptedNetwork _network = new();
    private Desk _desk = null!;

    public async Task InitializeAsync() => _desk = await Desk.Open();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Five_thousand_mentions_delivered_twice_are_stored_once()
    {
        await _desk.Watch("bridge", "bridge");
        for (var number = 0; number < 5_000; number++)
            _network.Says(number, Morning.AddSeconds(-number), number % 50 == 0 ? $"The bridge is shut, line {number}" : $"Line {number}");
        var channel = _desk.Channel(connectedAt: Morning.AddDays(-1));

        // Every message overlaps the next, and each is run twice.
        for (var taken = 0; taken < 5_000; taken += 400)
            await _desk.Of<MentionQueue>().Send(_desk.Tenant, Mentions(channel, taken, 500), default);
        await _desk.Classify(times: 2);

        var stored = await _desk.Everything();
        Assert.Equal(5_000, stored.Count);
        Assert.Equal(5_000, stored.DistinctBy(found => found.Mention.NativeId).Count());
        Assert.Equal(100, (await _desk.Of<HitIndex>().Count(_desk.Tenant, new WatchId("w-bridge"), Morning, default)).Today);
    }

    [Fact]
    public async Task A_thousand_mentions_cost_sixty_storage_transactions_at_most()
    {
        await _desk.Watch("bridge", "bridge");
        var source = _network.Source(_desk.Channel());
        _network.Says(0, Morning.AddHours(-1));
        await _desk.Harvest(source);
        await _desk.Classify();
        for (var number = 1; number <= 1_000; number++)
            _network.Says(number, Morning.AddSeconds(number - 1_100), number % 50 == 0 ? "The bridge is shut" : $"Line {number} of what the public says");
        _desk.ForgetCalls();

        await _desk.Harvest(source);
        await _desk.Classify();

        var calls = _desk.Calls.Where(call => !call.Key.Idle).ToList();
        var told = string.Join(", ", calls.Select(call => $"{call.Key.Service} {call.Key.Method} {call.Key.Thing} {call.Value}"));
        Assert.True(calls.Sum(call => call.Value) <= 60, told);
        Assert.Equal(1_001, (await _desk.Everything()).Count);
    }

    [Fact]
    public async Task What_a_watch_finds_is_marked_counted_and_listed_under_it()
    {
        var watch = await _desk.Watch("bridge", "glanfa bridge", "a494");
        _network.Says(1, Morning.AddMinutes(-2), "Is Glanfa Bridge shut? The #A494 is.");
        _network.Says(2, Morning.AddMinutes(-1), "A bridge elsewhere");
        await _desk.Harvest(_network.Source(_desk.Channel()));
        await _desk.Classify();

        var found = Assert.Single(await _desk.Everything(Desk.Anything with { Watch = watch }));
        var hit = Assert.Single(found.Hits);
        Assert.Equal(["Glanfa Bridge", "#A494"], hit.Spans.Select(span => found.Mention.Text.Substring(span.Start, span.Length)));
        Assert.Equal("bridge", hit.Name);
        Assert.Equal(new HitCount(1, Morning.AddMinutes(-2)), await _desk.Of<HitIndex>().Count(_desk.Tenant, watch, Morning, default));
        Assert.Single(await _desk.Everything(Desk.Anything with { OnlyHits = true }));
    }

    [Fact]
    public async Task One_organisations_watch_and_mentions_are_nothing_to_another()
    {
        var other = new TenantId("elsewhere");
        await _desk.Watch("bridge", "bridge");
        _network.Says(1, Morning.AddMinutes(-2), "The bridge is shut");
        var channel = _desk.Channel() with { Tenant = other };
        await _desk.Of<MentionQueue>().Send(other, [FoundMention.Of(channel, _network.Inbound[0], MentionKind.Mention, Morning)], default);
        await _desk.Classify();

        var theirs = await _desk.Of<MentionList>().Read(other, Desk.Anything, new Paging(null, 10), default);
        Assert.Empty(Assert.Single(theirs.Items).Hits);
        Assert.Empty(await _desk.Everything());
        Assert.Null(await _desk.Of<MentionBook>().Find(_desk.Tenant, theirs.Items[0].Mention.Id, default));
    }

    [Fact]
    public async Task A_list_is_filtered_by_channel_band_and_reach_and_paged_without_loss()
    {
        for (var number = 0; number < 30; number++) _network.Says(number, Morning.AddHours(-number), "Good morning everybody, thank you for the help");
        _network.Says(99, Morning.AddHours(-40), "I want to kill myself");
        await _desk.Harvest(_network.Source(_desk.Channel("news")), _network.Source(_desk.Channel("roads")));
        await _desk.Classify();

        var all = await _desk.Everything(limit: 7);
        Assert.Equal(62, all.Count);
        Assert.Equal(all.OrderByDescending(stored => stored.Mention.At).Select(stored => stored.Mention.At), all.Select(stored => stored.Mention.At));
        Assert.Equal(31, (await _desk.Everything(Desk.Anything with { Channel = new ChannelId("roads") }, limit: 7)).Count);
        Assert.Equal(31, (await _desk.Everything(Desk.Anything with { Scope = Scope.Of([new ChannelId("roads")]) }, limit: 7)).Count);
        var worst = all.Max(stored => stored.Triage.Band);
        Assert.True(worst > RiskBand.None);
        Assert.All(await _desk.Everything(Desk.Anything with { Band = worst }), stored => Assert.Equal(worst, stored.Triage.Band));
    }

    [Fact]
    public async Task Todays_mentions_are_counted_for_those_who_may_read_them()
    {
        _network.Says(1, Morning.AddMinutes(-1));
        _network.Says(2, Morning.AddDays(-1));
        await _desk.Harvest(_network.Source(_desk.Channel()));
        await _desk.Classify();

        var book = _desk.Of<MentionBook>();
        Assert.Equal(1, (await book.Today(_desk.Member("carys", Role.DigitalDesk), default)).MentionsToday);
        Assert.Equal(0, (await book.Today(_desk.Member("amira", Role.Author), default)).MentionsToday);
    }

    private List<Mention> Mentions(Domain.Channels.Channel channel, int from, int count) =>
        [.. _network.Inbound.Skip(from).Take(count).Select(post => FoundMention.Of(channel, post, MentionKind.Mention, Morning))];
}
