using System.Collections.Immutable;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Auditing.Anchors;

namespace CrowdControl.Tests.Auditing.Seals;

public sealed class SealDeskTests : IAsyncLifetime
{
    private readonly PushedClock _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private WitnessedRecord _record = null!;
    private int _acts;

    public async Task InitializeAsync() => _record = await WitnessedRecord.Of(_clock);

    public async Task DisposeAsync() => await _record.DisposeAsync();

    [Fact]
    public async Task A_day_is_sealed_once_after_it_ended_and_its_list_is_part_of_the_record()
    {
        await Act(3);
        Assert.False(await Desk.SealDay(Tenant, default));
        Assert.Null(await Desk.Newest(Tenant, default));

        NextDay();
        Assert.True(await Desk.SealDay(Tenant, default));
        Assert.False(await Desk.SealDay(Tenant, default));

        var seal = (await Desk.Newest(Tenant, default))!;
        Assert.Equal(("20260302/3/1", 3L), (seal.Statement.ToString()[..12], seal.Index));
        Assert.Equal(seal.Streams.ToLines(), await _record.Stored("log1/streams/20260302.jsonl"));
        await Holds(seals: 1);
    }

    [Fact]
    public async Task The_next_day_s_seal_goes_on_from_the_last_and_says_the_same_as_reading_everything()
    {
        for (var day = 0; day < 3; day++)
        {
            await Act(4);
            NextDay();
            await Desk.SealDay(Tenant, default);
        }

        var (seal, tally) = ((await Desk.Newest(Tenant, default))!, new StreamTally());
        foreach (var leaf in await (await _record.Logs.Of(Tenant, default)).Reading.Read(0, (int)seal.Statement.LogSize, default))
            tally.Add((ulong)leaf.Index, LeafText.Read(leaf.Bytes.Span));
        Assert.Equal(tally.Seal().Root, seal.Streams.Root);
        await Holds(seals: 3);
    }

    [Fact]
    public async Task On_demand_the_record_is_sealed_as_it_stands_as_often_as_asked_and_verifiers_accept_all_of_it()
    {
        await Act(2);
        NextDay();

        var first = await Desk.SealNow(Tenant, default);
        var again = await Desk.SealNow(Tenant, default);
        await Act(2);
        var later = await Desk.SealNow(Tenant, default);
        NextDay();
        await Desk.SealDay(Tenant, default);

        Assert.Equal(first.Index, again.Index);
        Assert.Equal((first.Index + 1 + 2, first.Statement.Day), ((long)later.Statement.LogSize, later.Statement.Day));
        Assert.NotNull(later.Streams.Prove("acct:a"));
        await Holds(seals: 3);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cut_short_between_list_and_leaf_the_next_call_seals_the_list_that_is_there(bool another)
    {
        await Act(2);
        NextDay();
        var table = new SealTable(_record.Force.Tables);
        await table.Write(Tenant, RecordLogs.First, new SealRow(new DateOnly(2026, 3, 2), null, null, null), default);
        var (_, store) = await _record.Logs.Opened(Tenant, default);
        var list = new StreamSeal([new SealItem("acct:a", 1, 1)]).ToLines();
        await store.Create(LogArea.Anchors, "log1/streams/20260302.jsonl", list, default);
        await Act(5);
        if (another) NextDay();

        Assert.True(await Desk.SealDay(Tenant, default));

        Assert.Equal(2UL, (await Desk.Newest(Tenant, default))!.Statement.LogSize);
        Assert.Equal(another, await Desk.SealDay(Tenant, default));
        await Holds(seals: another ? 2 : 1);
    }

    [Fact]
    public async Task Two_instances_at_once_seal_one_list_with_one_leaf()
    {
        await Act(2);
        NextDay();
        await using var other = _record.Beside();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => DeskOf(i % 2 == 0 ? _record : other).SealDay(Tenant, default)));

        await Holds(seals: 1);
    }

    private Domain.TenantId Tenant => _record.Force.Tenant;

    private SealDesk Desk => DeskOf(_record);

    private SealDesk DeskOf(WitnessedRecord record) => new(record.Logs, new SealTable(record.Force.Tables), record.Trail, _clock);

    private void NextDay() => _clock.Push(TimeSpan.FromDays(1));

    private async Task Act(int count)
    {
        for (var i = 0; i < count; i++)
            await _record.Trail.Record(new AuditEvent(
                Tenant, $"act{_acts++}", _clock.GetUtcNow(), Actor.Job("test"), "post.drafted", new AuditSubject("post", "x"), new Domain.ChannelId("a"),
                AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty), default);
    }

    private async Task Holds(int seals)
    {
        var report = await _record.Verified();
        Assert.Equal(Gravity.Lacking, report.Gravest);
        Assert.All(report.Findings, finding => Assert.Contains("outside", finding.What, StringComparison.Ordinal));
        Assert.Equal(seals, report.Counts.Seals);
    }
}
