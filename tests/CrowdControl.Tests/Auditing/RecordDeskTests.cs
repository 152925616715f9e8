using System.Collections.Immutable;
using System.Text;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.AuditLog.Sequencing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Auditing;

public sealed class RecordDeskTests
{
    private static readonly AuditFilter All = new(null, null, null);
    private static readonly Paging First = new(null, 10);

    [Fact]
    public async Task Pages_go_back_from_the_newest_entry_without_a_gap()
    {
        var (force, fran) = await WithAuditor();
        for (var number = 0; number < 25; number++) await Act(force, $"submission-{number}", "submission", "s1", null);

        var ids = new List<long>();
        for (var paging = First; ;)
        {
            var page = Done(await Desk(force).List(fran, All, paging, default));
            ids.AddRange(page.Items.Select(entry => entry.Index));
            if (page.Next is null) break;
            paging = new Paging(page.Next, 10);
        }

        Assert.Equal(Enumerable.Range(0, 26).Reverse().Select(index => (long)index), ids);
    }

    [Fact]
    public async Task A_filter_takes_what_is_about_the_subject_by_the_actor_and_of_the_act()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);
        await Act(force, "two", "submission", "s2", null);
        await Act(force, "three", "watch", "s1", null);

        async Task<string> Found(AuditFilter filter) =>
            string.Join(',', Done(await Desk(force).List(fran, filter, First, default)).Items.Select(entry => entry.Details[AuditLeaf.EntryName]));

        Assert.Equal("one", await Found(All with { Subject = new AuditSubject("submission", "s1") }));
        Assert.Equal("three", await Found(All with { Act = "watch.done" }));
        Assert.Equal("three,two,one", await Found(All with { Actor = "test" }));
        Assert.Equal("", await Found(All with { Actor = "nobody" }));
    }

    [Fact]
    public async Task An_administrator_sees_members_grants_and_channels_and_nothing_of_content()
    {
        var (force, _) = await WithAuditor();
        foreach (var kind in new[] { "submission", "member", "grant", "channel", "watch", "mention", "record", "organisation" })
            await Act(force, kind, kind, "x", null);

        var page = Done(await Desk(force).List(await force.Call("elin"), All, First, default));

        Assert.Equal(["organisation", "channel", "grant", "member"], page.Items.Select(entry => entry.Details[AuditLeaf.EntryName]));
    }

    [Fact]
    public async Task Whoever_reads_the_record_of_some_channels_sees_what_names_one_of_them()
    {
        var force = await Force.Found();
        var pru = await force.Add("pru", new Grant(new GrantId("g"), Role.Publisher, Scope.Of([new ChannelId("roads")]), null, null));
        await Act(force, "roads", "submission", "s1", "roads");
        await Act(force, "dogs", "submission", "s2", "dogs");
        await Act(force, "none", "member", "m", null);

        var page = Done(await Desk(force).List(pru, All, First, default));

        Assert.Equal(["roads"], page.Items.Select(entry => entry.Details[AuditLeaf.EntryName]));
    }

    [Fact]
    public async Task That_somebody_looked_is_recorded_once_a_day_for_each_thing_looked_for()
    {
        var (force, fran) = await WithAuditor();
        var other = All with { Act = "submission.done" };

        foreach (var filter in new[] { All, All, other, other, All }) await Desk(force).List(fran, filter, First, default);
        await Desk(force).List(fran with { At = fran.At.AddDays(1) }, All, First, default);

        Assert.Equal(3, (await force.Recorded()).Count(entry => entry.StartsWith("record/viewed/fran/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_begins_in_the_middle_has_looked_all_the_same()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "member", "m", null);

        var page = Done(await Desk(force).List(fran, All, First with { Cursor = "999999999" }, default));

        Assert.NotEmpty(page.Items);
        Assert.Single(await force.Recorded(), entry => entry.StartsWith("record/viewed/fran/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_record_is_proved_and_the_proof_is_recorded()
    {
        var (force, fran) = await WithAuditor();
        for (var number = 0; number < 3; number++) await Act(force, $"{number}", "submission", "s1", null);

        var proved = await Desk(force).Verify(fran, new Intent("wish"), default);

        Assert.Equal((3, true, null), (proved.Entries, proved.Intact, proved.FirstBad));
        Assert.StartsWith("record/verified/", (await force.Recorded())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_entry_is_named_and_not_shown()
    {
        var (force, fran) = await WithAuditor();
        for (var number = 0; number < 3; number++) await Act(force, $"{number}", "submission", "s1", null);
        await Tamper(force);

        var (page, proved) = (await Desk(force).List(fran, All, First, default), await Desk(force).Verify(fran, new Intent("wish"), default));

        Assert.IsType<RecordBroken>(Assert.IsType<Outcome<Page<AuditEntryView>>.Refused>(page).Why);
        Assert.False(proved.Intact);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("nonsense")]
    public async Task A_cursor_that_was_not_given_out_is_a_bad_request(string cursor)
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);

        var wrong = await Assert.ThrowsAsync<BadRequest>(() => Desk(force).List(fran, All, new Paging(cursor, 10), default));

        Assert.Equal("cursor", wrong.Field);
    }

    [Fact]
    public async Task A_proof_of_an_entry_convinces_somebody_who_has_nothing_but_the_public_key()
    {
        var (force, fran) = await WithAuditor();
        for (var number = 0; number < 5; number++) await Act(force, $"{number}", "submission", "s1", null);

        var proof = Assert.IsType<Outcome<EntryProofView>.Done>(await Desk(force).Prove(fran, "3", null, default)).Value;

        var key = Assert.Single((await force.Logs.Opened(force.Tenant, default)).Keys.Known);
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {key}\nquorum none\n"));
        var trusted = TlogProof.Parse(Encoding.UTF8.GetBytes(proof.Proof)).Verify(Encoding.UTF8.GetBytes(proof.Leaf), policy);
        Assert.True(trusted.Checkpoint.Size >= 4);
        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(proof.Proof))
            .Verify(Encoding.UTF8.GetBytes(proof.Leaf.Replace("s1", "s7", StringComparison.Ordinal)), policy));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("nothing")]
    public async Task An_entry_that_is_not_there_has_no_proof(string index)
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);

        Assert.IsType<Refusal.NotFound>(Assert.IsType<Outcome<EntryProofView>.Refused>(await Desk(force).Prove(fran, index, null, default)).Why);
    }

    [Fact]
    public async Task Whoever_may_not_see_an_entry_gets_no_proof_of_it_either()
    {
        var (force, _) = await WithAuditor();
        await Act(force, "one", "submission", "s1", "roads");

        var refused = await Desk(force).Prove(await force.Call("elin"), "0", null, default);

        Assert.IsType<Refusal.NotFound>(Assert.IsType<Outcome<EntryProofView>.Refused>(refused).Why);
    }

    [Fact]
    public async Task The_clock_signs_every_record_and_leaves_a_heartbeat_that_only_those_see_who_ask_for_it()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);
        var beat = new PublishRecord(
            force.Logs, force.Trail, force.Keys, force.Views, force.Rebuild, new AnchorDesk(force.Logs, new AnchorTable(force.Tables), force.Trail, WitnessSettings.None, null, force.Clock), force.Clock,
            NullLogger<PublishRecord>.Instance);

        await beat.Publish(force.Tenant, default);

        var live = force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Live, force.Tenant));
        var note = SignedNote.Parse((await live.GetBlobClient($"{RecordLogs.First}/checkpoint").DownloadContentAsync()).Value.Content.ToArray());
        Assert.Equal(2UL, Checkpoint.Parse(note.Text).Size);
        Assert.Contains(force.Tenant, await force.Logs.Tenants(default));
        Assert.DoesNotContain(Done(await Desk(force).List(fran, All, First, default)).Items, entry => entry.Act == PublishRecord.Heartbeat);
        Assert.Single(Done(await Desk(force).List(fran, All with { Act = PublishRecord.Heartbeat }, First, default)).Items);
    }

    [Fact]
    public async Task A_heartbeat_says_how_far_the_clock_is_behind_the_record()
    {
        var clock = new HandClock();
        var force = await Force.Found(clock);
        await Act(force, "one", "submission", "s1", null);
        clock.Now -= TimeSpan.FromMilliseconds(1_500);
        var anchors = new AnchorDesk(force.Logs, new AnchorTable(force.Tables), force.Trail, WitnessSettings.None, null, clock);

        await new PublishRecord(force.Logs, force.Trail, force.Keys, force.Views, force.Rebuild, anchors, clock, NullLogger<PublishRecord>.Instance).Publish(force.Tenant, default);

        var beat = Assert.Single(await RecordReading.All(force.Logs, force.Secrets, force.Tenant), entry => entry.Act == PublishRecord.Heartbeat);
        Assert.Equal("1500", beat.Details["clock-behind-ms"]);
    }

    /// <summary>The table lies beside the log: what somebody puts there is shown only where the entry commits to it.</summary>
    [Fact]
    public async Task A_value_that_the_entry_does_not_commit_to_is_not_shown()
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);
        var entry = Assert.Single(Done(await Desk(force).List(fran, All with { Act = "submission.done" }, First, default)).Items);
        await force.Secrets.Erase(force.Tenant, entry.Id, entry.At, [AuditLeaf.EntryName], default);
        await force.Secrets.Add(force.Tenant, entry.Id, entry.At, [new Disclosure(AuditLeaf.EntryName, new byte[32], "another")], default);

        var shown = Assert.Single(Done(await Desk(force).List(fran, All with { Act = "submission.done" }, First, default)).Items);

        Assert.Equal([AuditLeaf.EntryName], shown.Erased);
        Assert.Equal([AuditLeaf.ActedAt], shown.Details.Keys);
    }

    private static async Task<(Force Force, Caller Fran)> WithAuditor()
    {
        var force = await Force.Found();
        return (force, await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null)));
    }

    private static Page<AuditEntryView> Done(Outcome<Page<AuditEntryView>> outcome) =>
        Assert.IsType<Outcome<Page<AuditEntryView>>.Done>(outcome).Value;

    private static RecordDesk Desk(Force force) => new(force.Logs, force.Secrets, force.Trail, force.Views, force.Clock);

    private static Task Act(Force force, string id, string kind, string subject, string? channel) => force.Trail.Record(
        new AuditEvent(
            force.Tenant, id, force.Clock.GetUtcNow(), Actor.Job("test"), $"{kind}.done", new AuditSubject(kind, subject),
            channel is null ? null : new ChannelId(channel), AuditOutcome.Done,
            ImmutableSortedDictionary<string, string>.Empty), default);

    /// <summary>What somebody does who may write to storage: the second entry's subject becomes another.</summary>
    private static async Task Tamper(Force force)
    {
        var container = force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Journal, force.Tenant));
        var segment = container.GetAppendBlobClient(new LogPaths(RecordLogs.First).Segment(0));
        var bytes = (await segment.DownloadContentAsync()).Value.Content.ToArray();
        var at = bytes.AsSpan().LastIndexOf("\"s1\""u8);
        bytes[at + 2] = (byte)'7';
        await segment.DeleteAsync();
        await segment.CreateAsync();
        using var changed = new MemoryStream(bytes);
        await segment.AppendBlockAsync(changed);
    }
}
