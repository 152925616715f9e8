using System.Collections.Immutable;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing.Index;

public sealed class AuditSearchTests
{
    private static readonly AuditFilter All = new(null, null, null);

    /// <summary>What the index answers is held to what reading the whole log answers.</summary>
    [Fact]
    public async Task Every_search_finds_the_same_whether_none_half_or_all_of_the_log_is_indexed()
    {
        var clock = new PushedClock();
        var force = await Force.Found(clock);
        var fran = await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null));
        var start = clock.GetUtcNow();
        for (var act = 0; act < 40; act++)
        {
            await Act(force, act);
            clock.Push(TimeSpan.FromHours(act == 20 ? 24 * 31 : 1));
        }

        AuditFilter[] filters =
        [
            All, All with { Act = "post.approved" }, All with { Actor = "job-1" }, All with { Channel = "roads" },
            All with { Subject = new AuditSubject("submission", "s2") }, All with { Views = true },
            All with { Subject = new AuditSubject("mention", "m3") }, All with { From = start.AddHours(10), To = start.AddDays(32) },
            All with { Channel = "roads", Actor = "job-2", Act = "post.approved" }, All with { Act = PublishRecord.Heartbeat }, All with { Actor = "nobody" },
        ];
        var open = await force.Logs.Opened(force.Tenant, default);
        var none = await Results(force, fran, filters);
        await open.Index.Advance(20, default);
        var half = await Results(force, fran, filters);
        await open.Index.Advance(await open.Log.Size(default), default);
        var all = await Results(force, fran, filters);

        Assert.Equal(none, half);
        Assert.Equal(none, all);
        Assert.Equal([40, 10, 13, 20, 8, 10, 3], none.Take(7).Select(one => one.Split(',').Length));
        Assert.Equal("", none[^1]);
    }

    [Fact]
    public async Task A_table_that_was_deleted_is_written_again_from_the_log()
    {
        var force = await Force.Found();
        var fran = await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null));
        for (var act = 0; act < 10; act++) await Act(force, act);
        var open = await force.Logs.Opened(force.Tenant, default);
        await open.Index.AdvanceOnGrid(default);
        var before = await Results(force, fran, [All with { Channel = "roads" }]);
        foreach (var row in await Rows(force)) await row.Table.DeleteEntityAsync(row.Row.PartitionKey, row.Row.RowKey);

        await open.Index.AdvanceOnGrid(default);

        Assert.NotEmpty(await Rows(force));
        Assert.Equal(before, await Results(force, fran, [All with { Channel = "roads" }]));
    }

    [Fact]
    public async Task Whoever_may_see_some_channels_finds_no_others_through_the_index_either()
    {
        var force = await Force.Found();
        var pru = await force.Add("pru", new Grant(new GrantId("g"), Role.Publisher, Scope.Of([new ChannelId("roads")]), null, null));
        for (var act = 0; act < 12; act++) await Act(force, act);
        var open = await force.Logs.Opened(force.Tenant, default);
        await open.Index.Advance(await open.Log.Size(default), default);

        foreach (var filter in new[] { All, All with { Actor = "job-1" }, All with { Subject = new AuditSubject("submission", "s2") }, All with { Channel = "dogs" } })
        {
            var page = Assert.IsType<Outcome<Page<AuditEntryView>>.Done>(await Desk(force).List(pru, filter, new Paging(null, 50), default)).Value;

            Assert.All(page.Items, entry => Assert.Equal("roads", entry.Channel));
            Assert.Equal(filter.Channel == "dogs", page.Items.Count == 0);
        }
    }

    /// <summary>The log itself knows the ids of two segments, and begins one each day.</summary>
    [Fact]
    public async Task An_act_that_is_tried_again_after_days_is_recorded_once()
    {
        var clock = new PushedClock();
        var force = await Force.Found(clock);
        for (var day = 0; day < 4; day++)
        {
            await Act(force, day);
            clock.Push(TimeSpan.FromDays(1));
        }

        await Act(force, 0);

        Assert.Equal(["0", "1", "2", "3"], await force.Recorded());
    }

    [Fact]
    public async Task A_row_that_somebody_put_into_the_index_keeps_no_act_from_being_recorded()
    {
        var force = await Force.Found();
        await Act(force, 0);
        var id = CrowdControl.AuditLog.Sequencing.EntryId.Named($"{force.Tenant}/1");
        var table = await force.Tables.Open(IndexTable.Name, default);
        await table.UpsertEntityAsync(new TableEntity(IndexKey.PartitionOfId(force.Tenant, RecordLogs.First, id), id) { ["Index"] = 0L });

        await Act(force, 1);

        Assert.Equal(["0", "1"], await force.Recorded());
    }

    /// <summary>With an append and the values of each act, and one signature a minute, this leaves the record below four writes an act.</summary>
    [Fact]
    public async Task Indexing_five_minutes_at_an_act_a_second_takes_less_than_one_write_an_act()
    {
        var table = new IndexTable((await Force.Found()).Tables);
        var start = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        var entries = Enumerable.Range(0, 300).Select(act => new IndexedEntry(
            act, CrowdControl.AuditLog.Sequencing.EntryId.Named($"{act}"), start.AddSeconds(act), $"post.act-{act % 12}", $"member-{act * 7 % 40}",
            $"channel-{act * 5 % 30}", new AuditSubject("submission", $"s{act / 3}"), [])).ToList();

        var writes = await table.Write(new TenantId(AzuriteStorage.FreshName("cost")), RecordLogs.First, entries, default);

        Assert.InRange(writes, 1, 299);
    }

    private static async Task<List<string>> Results(Force force, Caller caller, AuditFilter[] filters)
    {
        var (search, results) = (await force.Logs.Opened(force.Tenant, default), new List<string>());
        foreach (var filter in filters)
        {
            var indices = new List<long>();
            long? before = null;
            do
            {
                var page = await new AuditSearch(search, filter, AuditSight.Of(caller)).Page(before, 7, default);
                indices.AddRange(page.Entries.Select(entry => entry.Stored.Index));
                before = page.Next;
            }
            while (before is not null);
            Assert.Equal(indices.OrderDescending(), indices);
            results.Add(string.Join(',', indices));
        }

        return results;
    }

    private static async Task<List<(TableClient Table, TableEntity Row)>> Rows(Force force)
    {
        var table = await force.Tables.Open(IndexTable.Name, default);
        var (from, to) = ($"{force.Tenant}|", $"{force.Tenant}~");
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}"));
        return await rows.Select(row => (table, row)).ToListAsync();
    }

    private static RecordDesk Desk(Force force) => new(force.Logs, force.Secrets, force.Trail, force.Views, force.Clock);

    /// <summary>Acts of three jobs on two channels and five submissions; each fourth tells of mentions that were looked at.</summary>
    private static Task Act(Force force, int number)
    {
        var view = number % 4 == 3;
        var details = ImmutableSortedDictionary<string, string>.Empty;
        if (view) details = details.Add(IndexedEntry.SeenName, IndexedEntry.SeenText([$"mention:m{number % 16}", $"mention:m{number}x"]));
        return force.Trail.Record(
            new AuditEvent(
                force.Tenant, $"{number}", force.Clock.GetUtcNow(), Actor.Job($"job-{number % 3}"),
                view ? "mention.viewed" : number % 4 == 1 ? "post.approved" : "post.edited", new AuditSubject("submission", $"s{number % 5}"),
                new ChannelId(number % 2 == 0 ? "roads" : "dogs"), AuditOutcome.Done, details), default);
    }
}
