using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;
using CrowdControl.Tests.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Tests.Harvesting;

[Collection(nameof(Desk))]
public sealed class HarvestTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = Desk.Morning;
    private readonly ScriptedNetwork _network = new();
    private Desk _desk = null!;

    public async Task InitializeAsync() => _desk = await Desk.Open();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Every_page_is_read_back_to_the_cursor_and_a_second_look_finds_nothing_new()
    {
        for (var number = 0; number < 250; number++) _network.Says(number, Morning.AddSeconds(-number));
        var source = _network.Source(_desk.Channel());
        await _desk.Harvest(source);
        _network.Says(250, Morning.AddSeconds(1));

        await _desk.Harvest(source);
        await _desk.Classify();
        var calls = _network.Calls;
        _desk.ForgetCalls();
        await _desk.Harvest(source);

        Assert.Equal(251, (await _desk.Everything()).DistinctBy(stored => stored.Mention.NativeId).Count());
        Assert.Equal(2, _network.Calls - calls);
        Assert.DoesNotContain(_desk.Calls, call => call.Key.Service == "queue");
    }

    [Fact]
    public async Task A_crash_after_the_messages_and_before_the_cursor_repeats_work_and_loses_none()
    {
        for (var number = 0; number < 250; number++) _network.Says(number, Morning.AddSeconds(-number));
        var source = _network.Source(_desk.Channel());
        var crash = new ObjectDisposedException("the process");
        _network.BeforePage = page => page == 3 ? throw crash : Task.CompletedTask;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _desk.Harvest(source));
        await _desk.Classify();
        Assert.Equal(198, (await _desk.Everything()).Count);

        _network.BeforePage = _ => Task.CompletedTask;
        _desk.Clock.Push(TimeSpan.FromMinutes(1));
        _network.Says(250, Morning.AddSeconds(1));
        await _desk.Harvest(source);
        await _desk.Classify();

        var stored = await _desk.Everything();
        Assert.Equal(251, stored.Count);
        Assert.Equal(251, stored.DistinctBy(mention => mention.Mention.NativeId).Count());
    }

    [Fact]
    public async Task A_network_that_asks_to_wait_is_left_alone_until_then_and_nothing_is_lost()
    {
        var source = _network.Source(_desk.Channel());
        var later = Morning.AddMinutes(7);
        _network.Says(1, Morning.AddSeconds(-1));
        _network.Faults.Enqueue(new NetworkException(NetworkFault.Throttled, "Too many requests.", later));

        await _desk.Harvest(source);
        await _desk.Harvest(source);
        var health = (await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["news"];
        Assert.Equal((1, later, "Too many requests."), (_network.Calls, health.NextAttemptAt, health.LastError));

        _desk.Clock.Push(TimeSpan.FromMinutes(7));
        await _desk.Harvest(source);
        await _desk.Classify();

        Assert.Single(await _desk.Everything());
        Assert.Null((await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["news"].LastError);
    }

    [Theory]
    [InlineData(NetworkFault.Nonsense)]
    [InlineData(NetworkFault.Unreachable)]
    public async Task A_fault_is_shown_waited_on_longer_each_time_and_repaired(NetworkFault fault)
    {
        var source = _network.Source(_desk.Channel());
        _network.Says(1, Morning.AddSeconds(-1));
        var waits = new List<TimeSpan>();
        for (var time = 0; time < 3; time++)
        {
            _network.Faults.Enqueue(new NetworkException(fault, "The answer breaks off."));
            await _desk.Harvest(source);
            var health = (await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["news"];
            Assert.Equal("The answer breaks off.", health.LastError);
            waits.Add(health.NextAttemptAt!.Value - _desk.Clock.GetUtcNow());
            _desk.Clock.Push(waits[^1]);
        }

        await _desk.Harvest(source);
        await _desk.Classify();

        Assert.Equal([waits[0], waits[0] * 2, waits[0] * 4], waits);
        Assert.Single(await _desk.Everything());
    }

    [Fact]
    public async Task A_rejected_credential_is_reported_and_shown()
    {
        _network.Faults.Enqueue(new NetworkException(NetworkFault.CredentialRejected, "Invalid password."));

        await _desk.Harvest(_network.Source(_desk.Channel()));

        Assert.Equal(["Invalid password."], _network.Rejections);
        Assert.Equal("Invalid password.", (await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["news"].LastError);
    }

    [Fact]
    public async Task What_a_slow_clock_puts_below_earlier_items_is_still_found()
    {
        var source = _network.Source(_desk.Channel());
        _network.Says(1, Morning.AddMinutes(-1));
        await _desk.Harvest(source);
        _network.Says(2, Morning.AddHours(-3));

        await _desk.Harvest(source);
        await _desk.Classify();

        Assert.Equal(2, (await _desk.Everything()).Count);
    }

    [Fact]
    public async Task The_past_of_a_new_channel_is_filled_in_for_a_week_and_no_further()
    {
        var connected = Morning.AddDays(-1);
        _network.Says(1, connected.AddDays(-6));
        _network.Says(2, connected.AddDays(-8));

        await _desk.Harvest(_network.Source(_desk.Channel(connectedAt: connected)));
        await _desk.Classify();

        Assert.Equal("at://public/1", Assert.Single(await _desk.Everything()).Mention.NativeId);
    }

    [Fact]
    public async Task What_lies_behind_too_many_pages_is_a_gap_that_is_shown()
    {
        var network = new ScriptedNetwork(pageSize: 1);
        var source = network.Source(_desk.Channel());
        network.Says(0, Morning.AddHours(-2));
        await _desk.Harvest(source);
        for (var number = 1; number <= PagedReading.MostPages + 20; number++) network.Says(number, Morning.AddSeconds(number - 1_000));

        await _desk.Harvest(source);
        await _desk.Classify();

        Assert.Equal(PagedReading.MostPages + 1, (await _desk.Everything()).Count);
        Assert.Contains("not everything was read", (await _desk.Of<HarvestHealth>().Of(_desk.Tenant, default))["news"].LastError);
    }

    [Fact]
    public async Task Our_own_posts_are_no_mentions_and_those_from_before_the_connection_are_baseline()
    {
        var connected = Morning.AddDays(-1);
        _network.Posts(1, connected.AddHours(-1));
        _network.Posts(2, connected.AddHours(1));

        await _desk.Harvest(_network.Source(_desk.Channel(connectedAt: connected)));
        await _desk.Classify(times: 2);

        Assert.Empty(await _desk.Everything());
        var posts = _desk.Of<OwnPosts>();
        Assert.Equal(MentionKind.Baseline, (await posts.Find(_desk.Tenant, "scripted", "at://own/1", default))!.Kind);
        Assert.Equal(MentionKind.Post, (await posts.Find(_desk.Tenant, "scripted", "at://own/2", default))!.Kind);
    }

    [Fact]
    public async Task A_source_is_not_read_by_two_instances_at_once()
    {
        for (var number = 0; number < 150; number++) _network.Says(number, Morning.AddSeconds(-number));
        var source = _network.Source(_desk.Channel());
        await using var other = _desk.NewProcess();
        var callsOfOther = -1;
        _network.BeforePage = async page =>
        {
            if (page != 2 || callsOfOther >= 0) return;
            var before = _network.Calls;
            callsOfOther = 0;
            await other.GetRequiredService<Harvest>().Run(_desk.Tenant, [source], default);
            callsOfOther = _network.Calls - before;
        };

        await _desk.Harvest(source);

        Assert.Equal(0, callsOfOther);
    }
}
