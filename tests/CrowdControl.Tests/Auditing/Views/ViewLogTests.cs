using System.Collections.Immutable;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing.Views;

public sealed class ViewLogTests
{
    private static readonly ChannelId Roads = new("roads");
    private static readonly ChannelId Dogs = new("dogs");
    private readonly PushedClock _clock = new();

    [Fact]
    public async Task What_somebody_opens_in_ten_seconds_is_one_entry_for_each_way_and_channel()
    {
        var force = await Force.Found(_clock);
        var carys = await Desk(force);
        foreach (var mention in new[] { "m1", "m2" }) await force.Views.Note(Look.At(carys, "mention.viewed", Mention(mention), Roads), default);
        await force.Views.Note(Look.At(carys, "mention.viewed", Mention("m3"), Dogs), default);
        await force.Views.Note(Look.At(carys, "conversation.viewed", Mention("m1"), Roads), default);
        _clock.Push(TimeSpan.FromSeconds(20));

        await force.Views.Fold(force.Tenant, default);

        var views = (await Entries(force)).Select(entry => $"{entry.Act} {entry.Channel} {entry.Details["seen"]}").Order(StringComparer.Ordinal);
        Assert.Equal(["conversation.viewed roads mention:m1", "mention.viewed dogs mention:m3", "mention.viewed roads mention:m1 mention:m2"], views);
    }

    [Fact]
    public async Task A_list_is_found_by_each_record_that_it_showed_and_says_what_was_searched_for()
    {
        var force = await Force.Found(_clock);
        var carys = await Desk(force);
        var terms = ImmutableSortedDictionary<string, string>.Empty.Add("band", "Urgent");
        await force.Views.Note(new Look(carys, "mention-list.viewed", terms, null, [new Sight(Mention("m1"), Roads), new Sight(Mention("m2"), Dogs)]), default);
        _clock.Push(TimeSpan.FromSeconds(20));
        var fran = await force.Add("fran", new Grant(new GrantId("g-fran"), Role.ProfessionalStandards, Scope.Everything, null, null));
        var desk = new RecordDesk(force.Logs, force.Secrets, force.Trail, force.Views, _clock);

        var found = await desk.List(fran, new AuditFilter(Mention("m2"), null, null), new Paging(null, 10), default);

        var entry = Assert.Single(Assert.IsType<Outcome<Page<AuditEntryView>>.Done>(found).Value.Items);
        Assert.Equal(("carys", "dogs", "Urgent"), (entry.Actor.Name, entry.Channel, entry.Details["band"]));
    }

    [Fact]
    public async Task A_search_that_found_nothing_is_on_record_as_well()
    {
        var force = await Force.Found(_clock);
        await force.Views.Note(new Look(await Desk(force), "mention-list.viewed", ImmutableSortedDictionary<string, string>.Empty, Roads, []), default);
        _clock.Push(TimeSpan.FromSeconds(20));

        await force.Views.Fold(force.Tenant, default);

        Assert.Equal("0", Assert.Single(await Entries(force)).Details["count"]);
    }

    [Fact]
    public async Task A_page_that_asks_anew_every_few_seconds_is_one_look_and_an_hour_later_it_is_another()
    {
        var force = await Force.Found(_clock);
        var carys = await Desk(force);
        foreach (var pause in new[] { 0, 5, 5, 3600 })
        {
            _clock.Push(TimeSpan.FromSeconds(pause));
            await force.Views.Note(Look.At(carys with { At = _clock.GetUtcNow() }, "mention.viewed", Mention("m1"), Roads), default);
        }

        _clock.Push(TimeSpan.FromSeconds(20));
        await force.Views.Fold(force.Tenant, default);

        Assert.Equal(2, (await Entries(force)).Count);
    }

    /// <summary>Nothing of a look is in the memory of the process that noted it.</summary>
    [Fact]
    public async Task A_look_of_a_process_that_ended_is_told_of_by_another()
    {
        var force = await Force.Found(_clock);
        await force.Views.Note(Look.At(await Desk(force), "mention.viewed", Mention("m1"), Roads), default);
        _clock.Push(TimeSpan.FromSeconds(20));

        await new ViewLog(new ViewTable(force.Tables), force.Trail, _clock).Fold(force.Tenant, default);

        Assert.Single(await Entries(force));
    }

    [Fact]
    public async Task Rows_left_by_a_process_that_ended_after_the_entry_make_no_second_entry()
    {
        var force = await Force.Found(_clock);
        await force.Views.Note(Look.At(await Desk(force), "mention.viewed", Mention("m1"), Roads), default);
        _clock.Push(TimeSpan.FromSeconds(20));
        var table = new ViewTable(force.Tables);
        var left = await table.Before(force.Tenant, "9", default);
        await force.Views.Fold(force.Tenant, default);
        await table.Add(left, default);

        await force.Views.Fold(force.Tenant, default);

        Assert.Single(await Entries(force));
        Assert.Empty(await table.Before(force.Tenant, "9", default));
    }

    [Fact]
    public async Task Two_instances_that_fold_at_the_same_time_write_one_entry()
    {
        var force = await Force.Found(_clock);
        var carys = await Desk(force);
        for (var mention = 0; mention < 20; mention++) await force.Views.Note(Look.At(carys, "mention.viewed", Mention($"m{mention}"), Roads), default);
        _clock.Push(TimeSpan.FromSeconds(20));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new ViewLog(new ViewTable(force.Tables), force.Trail, _clock).Fold(force.Tenant, default)));

        Assert.Equal(20, Assert.Single(await Entries(force)).Details["seen"].Split(' ').Length);
    }

    [Fact]
    public async Task What_is_still_being_looked_at_waits_until_its_seconds_are_over()
    {
        var force = await Force.Found(_clock);
        await force.Views.Note(Look.At(await Desk(force), "mention.viewed", Mention("m1"), Roads), default);

        await force.Views.Fold(force.Tenant, default);

        Assert.Empty(await Entries(force));
        Assert.Single(await new ViewTable(force.Tables).Before(force.Tenant, "9", default));
    }

    [Fact]
    public async Task A_look_that_cannot_be_noted_is_not_taken_for_noted()
    {
        var force = await Force.Found(_clock);
        var look = Look.At(await Desk(force), "mention.viewed", Mention("m1"), Roads);
        using var away = new CancellationTokenSource();
        await away.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => force.Views.Note(look, away.Token));

        await force.Views.Note(look, default);

        Assert.Single(await new ViewTable(force.Tables).Before(force.Tenant, "9", default));
    }

    private static AuditSubject Mention(string id) => new("mention", id);

    private static Task<Caller> Desk(Force force) => force.Add("carys", new Grant(new GrantId("g-carys"), Role.DigitalDesk, Scope.Everything, null, null));

    private static async Task<List<AuditEntryView>> Entries(Force force) =>
        [.. (await RecordReading.All(force.Logs, force.Secrets, force.Tenant)).Where(entry => IndexedEntry.IsViewAct(entry.Act) && entry.Act != "record.viewed")];
}
