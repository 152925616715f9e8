using System.Collections.Immutable;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Access;

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
            string.Join(',', Done(await Desk(force).List(fran, filter, First, default)).Items.Select(entry => entry.Id));

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

        Assert.Equal(["organisation", "channel", "grant", "member"], page.Items.Select(entry => entry.Id));
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

        Assert.Equal(["roads"], page.Items.Select(entry => entry.Id));
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

        Assert.Equal(1, Assert.IsType<RecordBroken>(Assert.IsType<Outcome<Page<AuditEntryView>>.Refused>(page).Why).Index);
        Assert.Equal((false, 1), (proved.Intact, proved.FirstBad));
    }

    [Theory]
    [InlineData("9-9")]
    [InlineData("0-1")]
    [InlineData("nonsense")]
    public async Task A_cursor_that_was_not_given_out_is_a_bad_request(string cursor)
    {
        var (force, fran) = await WithAuditor();
        await Act(force, "one", "submission", "s1", null);

        var wrong = await Assert.ThrowsAsync<BadRequest>(() => Desk(force).List(fran, All, new Paging(cursor, 10), default));

        Assert.Equal("cursor", wrong.Field);
    }

    private static async Task<(Force Force, Caller Fran)> WithAuditor()
    {
        var force = await Force.Found();
        return (force, await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null)));
    }

    private static Page<AuditEntryView> Done(Outcome<Page<AuditEntryView>> outcome) =>
        Assert.IsType<Outcome<Page<AuditEntryView>>.Done>(outcome).Value;

    private static RecordDesk Desk(Force force) => new(force.Trail, force.Clock);

    private static Task Act(Force force, string id, string kind, string subject, string? channel) => force.Trail.Record(
        new AuditEvent(
            force.Tenant, id, force.Clock.GetUtcNow(), Actor.Job("test"), $"{kind}.done", new AuditSubject(kind, subject),
            channel is null ? null : new ChannelId(channel), AuditOutcome.Done,
            ImmutableSortedDictionary<string, string>.Empty), default);

    private static async Task Tamper(Force force)
    {
        var container = force.Storage.Blobs.GetBlobContainerClient(AuditTrail.Container);
        var segment = container.GetAppendBlobClient($"{force.Tenant}/seg/000000000000.log");
        var lines = (await segment.DownloadContentAsync()).Value.Content.ToString().Split('\n');
        lines[1] = lines[1].Replace("\"s1\"", "\"s7\"", StringComparison.Ordinal);
        await segment.DeleteAsync();
        await segment.CreateAsync();
        using var changed = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await segment.AppendBlockAsync(changed);
    }
}
