using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.TimeStamps;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.AuditLog.TimeStamps;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Tests.Auditing.Anchors;

public sealed class AnchorDeskTests(TimeStampTests.Authority authority) : IClassFixture<TimeStampTests.Authority>, IAsyncLifetime
{
    private readonly OpenSslAuthority _authority = authority.It;
    private WebApplication _server = null!;
    private bool _broken;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.MapPost("/tsa", async (HttpRequest request) =>
        {
            using var query = new MemoryStream();
            await request.Body.CopyToAsync(query);
            return _broken ? Results.StatusCode(500) : Results.Bytes(_authority.Answer(query.ToArray()), "application/timestamp-reply");
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_stamp_of_an_outsider_lies_beside_the_checkpoint_that_it_covers_and_is_on_the_record()
    {
        var clock = new PushedClock();
        var (force, fran) = await WithAuditor(clock);

        await Desk(force).Renew(force.Tenant, default);

        var anchors = force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Anchors, force.Tenant));
        var checkpoint = (await anchors.GetBlobClient($"{RecordLogs.First}/ckpt/000000000001").DownloadContentAsync()).Value.Content.ToArray();
        var stamp = (await anchors.GetBlobClient($"{RecordLogs.First}/tsr/000000000001.127.0.0.1.tsr").DownloadContentAsync()).Value.Content.ToArray();
        Assert.Null(TimeStamp.Check(stamp, checkpoint, [_authority.Root]).Wrong);
        Assert.Contains(await RecordReading.All(force.Logs, force.Secrets, force.Tenant), entry => entry.Act == "anchor.recorded");
        Assert.Equal((true, 1L), ((await Desk(force).Newest(fran, default)).Fresh, (await Desk(force).Newest(fran, default)).Size));
    }

    [Fact]
    public async Task A_stranger_with_the_export_and_the_policy_that_the_product_serves_believes_the_stamps()
    {
        // The authority's clock is the machine's.
        var clock = new PushedClock(TimeProvider.System.GetUtcNow());
        await using var record = await WitnessedRecord.Of(clock, new Uri($"{_server.Urls.First()}/tsa"), _authority.Root);
        await record.Timer.Publish(record.Force.Tenant, default);

        var report = await record.Verified();

        Assert.All(report.Findings, finding => Assert.Equal(Gravity.Remark, finding.Gravity));
        Assert.Equal(AnchorSort.TimeStamp, Assert.Single(report.Anchors).Kind);
    }

    [Fact]
    public async Task It_is_renewed_after_a_quarter_of_an_hour_and_stale_after_an_hour()
    {
        var clock = new PushedClock();
        var (force, fran) = await WithAuditor(clock);
        await Desk(force).Renew(force.Tenant, default);

        clock.Push(TimeSpan.FromMinutes(14));
        await Desk(force).Renew(force.Tenant, default);
        Assert.Equal(1, (await Desk(force).Newest(fran, default)).Size);

        clock.Push(TimeSpan.FromMinutes(47));
        Assert.False((await Desk(force).Newest(fran, default)).Fresh);
        await Desk(force).Renew(force.Tenant, default);
        Assert.Equal((true, 2L), ((await Desk(force).Newest(fran, default)).Fresh, (await Desk(force).Newest(fran, default)).Size));
    }

    [Fact]
    public async Task An_authority_that_fails_leaves_no_anchor_and_says_so()
    {
        var (force, fran) = await WithAuditor(new PushedClock());
        _broken = true;

        await Assert.ThrowsAsync<HttpRequestException>(() => Desk(force).Renew(force.Tenant, default));

        Assert.Equal((false, true, null), Standing(await Desk(force).Newest(fran, default)));
    }

    [Fact]
    public async Task Without_an_authority_nothing_is_fresh()
    {
        var (force, fran) = await WithAuditor(new PushedClock());
        var desk = new AnchorDesk(force.Logs, new AnchorTable(force.Tables), force.Trail, WitnessSettings.None, null, force.Clock);

        await desk.Renew(force.Tenant, default);

        Assert.Equal((false, false, null), Standing(await desk.Newest(fran, default)));
    }

    private static (bool, bool, DateTimeOffset?) Standing(AnchorView view) => (view.Fresh, view.Configured, view.At);

    private AnchorDesk Desk(Force force) => new(
        force.Logs, new AnchorTable(force.Tables), force.Trail, WitnessSettings.None, new TimeStampAuthority(OutwardClient.Create(), new Uri($"{_server.Urls.First()}/tsa")), force.Clock);

    private static async Task<(Force Force, Caller Fran)> WithAuditor(TimeProvider clock)
    {
        var force = await Force.Found(clock);
        var fran = await force.Add("fran", new Grant(new GrantId("g"), Role.ProfessionalStandards, Scope.Everything, null, null));
        await force.Trail.Record(fran, "one", "record.viewed", new AuditSubject("record", "x"), null, AuditOutcome.Done, [], default);
        return (force, fran);
    }
}
