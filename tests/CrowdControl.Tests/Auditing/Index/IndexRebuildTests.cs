using System.Collections.Immutable;
using Azure.Data.Tables;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Tests.Access;

namespace CrowdControl.Tests.Auditing.Index;

public sealed class IndexRebuildTests
{
    private static bool Long => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";

    [Fact]
    public async Task What_somebody_took_from_the_index_is_there_again_and_what_they_put_into_it_is_gone()
    {
        var force = await Indexed(12);
        var (table, tenant) = (await force.Tables.Open(IndexTable.Name, default), force.Tenant);
        var before = await Rows(force);
        var month = Month.Of(force.Clock.GetUtcNow());
        await table.DeleteEntityAsync(IndexKey.BySubject("submission:s1").Partition(tenant, RecordLogs.First, month), IndexKey.Row(1));
        await table.UpsertEntityAsync(IndexRow.Of(IndexKey.BySubject("submission:s9").Partition(tenant, RecordLogs.First, month), Made(2)));
        await table.UpsertEntityAsync(IndexRow.Of(IndexKey.Everything.Partition(tenant, RecordLogs.First, month), Made(500)));
        await table.UpsertEntityAsync(new TableEntity(IndexKey.PartitionOfId(tenant, RecordLogs.First, EntryId.Named("x")), EntryId.Named("x")) { ["Index"] = 3L });
        await new IndexTable(force.Tables).Rebuild(tenant, RecordLogs.First, 0, default);

        var removed = await force.Rebuild.Advance(tenant, default);

        Assert.Equal(3, removed);
        Assert.Equal(before, await Rows(force));
        Assert.Equal(0, await force.Rebuild.Advance(tenant, default));
    }

    [Fact]
    public async Task Writing_it_anew_goes_on_from_where_it_was_cut_off()
    {
        var force = await Indexed(12);
        var table = new IndexTable(force.Tables);
        await table.Rebuild(force.Tenant, RecordLogs.First, 7, default);

        await force.Rebuild.Advance(force.Tenant, default);

        Assert.Null(await table.Rebuilding(force.Tenant, RecordLogs.First, default));
    }

    /// <summary>The entry is in the log, and the process ends before a row, or the position, is written.</summary>
    [Fact]
    public async Task An_index_that_was_cut_off_anywhere_catches_up_and_is_the_same_as_one_that_was_not()
    {
        var whole = await Indexed(12);
        var cut = await Force.Found(whole.Clock);
        for (var act = 0; act < 12; act++) await Act(cut, act);
        var (open, table) = (await cut.Logs.Opened(cut.Tenant, default), new IndexTable(cut.Tables));
        await table.Write(cut.Tenant, RecordLogs.First, await open.Index.Read(0, 5, default), default);
        await open.Index.Advance(3, default);
        await table.Write(cut.Tenant, RecordLogs.First, await open.Index.Read(3, 9, default), default);

        await open.Index.Advance(12, default);

        Assert.Equal((await Rows(whole)).Count, (await Rows(cut)).Count);
        Assert.Equal(12, (await table.Position(cut.Tenant, RecordLogs.First, default))!.Next);
    }

    /// <summary>Another instance was faster, or the answer to the first try was lost.</summary>
    [Fact]
    public async Task A_position_that_was_noted_twice_stands_once_and_never_goes_back()
    {
        var force = await Indexed(6);
        var (open, table) = (await force.Logs.Opened(force.Tenant, default), new IndexTable(force.Tables));
        var stale = (await table.Position(force.Tenant, RecordLogs.First, default))!;
        for (var act = 6; act < 9; act++) await Act(force, act);
        await open.Index.Advance(9, default);

        Assert.False(await table.Note(force.Tenant, RecordLogs.First, stale with { Next = 4 }, default));
        Assert.Equal(9, (await table.Position(force.Tenant, RecordLogs.First, default))!.Next);
    }

    /// <summary>By the switch 100,000 entries, else as many as make several batches.</summary>
    [Fact]
    public async Task Whatever_is_searched_for_in_a_large_log_is_found_by_the_index_to_the_last_entry()
    {
        var (force, entries) = (await Force.Found(), Long ? 100_000 : 3_000);
        var open = await force.Logs.Opened(force.Tenant, default);
        for (var first = 0; first < entries; first += 500)
            await open.Log.Append([.. Enumerable.Range(first, Math.Min(500, entries - first)).Select(Leaf)], default);
        await open.Index.Advance(entries, default);

        var (found, before, sight) = (new List<long>(), (long?)null, new AuditSight(Scope.Everything, Scope.Everything));
        do
        {
            var page = await new AuditSearch(open, new AuditFilter(new AuditSubject("submission", "s7"), null, null), sight).Page(before, 200, default);
            found.AddRange(page.Entries.Select(entry => entry.Stored.Index));
            before = page.Next;
        }
        while (before is not null);

        Assert.Equal(Enumerable.Range(0, entries).Where(act => act % 100 == 7).Select(act => (long)act).Reverse(), found);

        Entry Leaf(int act)
        {
            var (draft, stream, _) = AuditLeaf.Draft(Happened(force, act, act % 100));
            return Entry.Of(draft, open.StreamOf(stream));
        }
    }

    private static async Task<Force> Indexed(int acts)
    {
        var force = await Force.Found();
        for (var act = 0; act < acts; act++) await Act(force, act);
        await (await force.Logs.Opened(force.Tenant, default)).Index.Advance(acts, default);
        return force;
    }

    private static Task Act(Force force, int act) => force.Trail.Record(Happened(force, act, act % 5), default);

    private static AuditEvent Happened(Force force, int act, int submission) => new(
        force.Tenant, $"{act}", force.Clock.GetUtcNow(), Actor.Job($"job-{act % 3}"), "post.edited", new AuditSubject("submission", $"s{submission}"),
        new ChannelId("roads"), AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty);

    private static IndexedEntry Made(long index) => new(
        index, EntryId.Named($"{index}"), DateTimeOffset.UnixEpoch, "post.edited", "job-1", "roads", new AuditSubject("submission", "s9"), []);

    /// <summary>Rows of lists and ids, without their organisation.</summary>
    private static async Task<List<string>> Rows(Force force)
    {
        var rows = new List<string>();
        await foreach (var page in new IndexTable(force.Tables).All(force.Tenant, RecordLogs.First, default))
            rows.AddRange(page.Select(row => $"{row.Partition[force.Tenant.Value.Length..]} {row.Row}"));
        return rows;
    }
}
