using System.Text;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Closing;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Access;
using CrowdControl.Tests.Auditing.Signing;

namespace CrowdControl.Tests.Auditing.Closing;

public sealed class ClosingDeskTests
{
    private static readonly AuditFilter All = new(null, null, null);

    [Fact]
    public async Task After_a_loss_the_record_goes_on_in_the_next_log_which_begins_with_the_last_good_checkpoint()
    {
        await using var record = await Lost();
        var ira = await Owner(record);

        var logs = Assert.IsType<Outcome<LogsView>.Done>(await Desk(record).Close(ira, "Storage was restored from an old copy.", default)).Value;

        Assert.Equal((2, null), (logs.Number, logs.Trouble));
        Assert.Equal((1, 4L, "ira"), (Assert.Single(logs.Closed).Number, logs.Closed[0].Entries, logs.Closed[0].By));
        await record.Pass(TimeSpan.FromMinutes(1), "goes-on");
        var entries = await record.Entries();
        Assert.Equal(["log.opened", "log.incident"], entries.Take(2).Select(entry => entry.Act));
        Assert.Equal(4UL, Checkpoint.Parse(entries[0].Subject.Id).Size);
        Assert.Equal(("Storage was restored from an old copy.", "8"), (entries[1].Details["reason"], entries[1].Details["greatest-signed"]));
        Assert.Contains(entries, entry => entry.Stream == "sys:log2");
    }

    [Fact]
    public async Task What_the_old_log_held_up_to_there_is_searched_after_the_new_one_and_proven()
    {
        await using var record = await Lost();
        var ira = await Owner(record);
        await Desk(record).Close(ira, "Storage was restored from an old copy.", default);
        await record.Pass(TimeSpan.FromMinutes(1), "goes-on");
        var desk = new RecordDesk(record.Logs, record.Force.Secrets, record.Trail, new ViewLog(new ViewTable(record.Force.Tables), record.Trail, record.Clock), record.Clock);

        var found = new List<AuditEntryView>();
        for (var paging = new Paging(null, 3); ;)
        {
            var page = Assert.IsType<Outcome<Page<AuditEntryView>>.Done>(await desk.List(ira, All, paging, default)).Value;
            found.AddRange(page.Items);
            if (page.Next is null) break;
            paging = new Paging(page.Next, 3);
        }

        Assert.Equal([2, 1], found.Select(entry => entry.Log).Distinct());
        Assert.Equal(["before-2", "before-1", "before-0"], found.Where(entry => entry.Log == 1).Select(entry => entry.Details[AuditLeaf.EntryName]));
        var proof = Assert.IsType<Outcome<EntryProofView>.Done>(await desk.Prove(ira, "1", 1, default)).Value;
        var key = Assert.Single((await record.Logs.Numbered(record.Tenant, 1, default))!.Keys.Known);
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {key}\nquorum none\n"));
        Assert.Equal(4UL, TlogProof.Parse(Encoding.UTF8.GetBytes(proof.Proof)).Verify(Encoding.UTF8.GetBytes(proof.Leaf), policy).Checkpoint.Size);
        Assert.IsType<Outcome<EntryProofView>.Refused>(await desk.Prove(ira, "4", 1, default));
        Assert.IsType<Outcome<EntryProofView>.Refused>(await desk.Prove(ira, "0", 3, default));
    }

    [Fact]
    public async Task A_record_that_can_go_on_is_not_closed_by_anybody()
    {
        await using var record = await RotatingRecord.Of(TestVault.Audit, TestVault.Client);
        await record.Pass(TimeSpan.Zero, "before");

        var refused = Assert.IsType<Outcome<LogsView>.Refused>(await Desk(record).Close(await Owner(record), "I would like to.", default)).Why;

        Assert.IsType<RecordGoesOn>(refused);
        Assert.Equal(1, (await record.Logs.Opened(record.Tenant, default)).Number);
    }

    [Fact]
    public async Task Another_instance_goes_on_in_the_new_log_within_seconds_and_the_old_one_takes_nothing_in()
    {
        await using var record = await Lost();
        await using var other = record.Beside();
        await Assert.ThrowsAsync<LogStopped>(() => other.Pass(TimeSpan.Zero, "refused"));
        await Desk(record).Close(await Owner(record), "Storage was restored from an old copy.", default);

        await other.Pass(TimeSpan.FromSeconds(11), "other");

        Assert.Equal(2, (await other.Logs.Opened(other.Tenant, default)).Number);
        Assert.Contains(await record.Entries(), entry => entry.Details[AuditLeaf.EntryName] == "other-2");
        var old = (await record.Logs.Numbered(record.Tenant, 1, default))!;
        await Assert.ThrowsAsync<LogClosed>(
            () => old.Log.Append(CrowdControl.Tests.AuditLog.Sequencing.TestLog.Entry("late"), default));
    }

    [Fact]
    public async Task A_closing_that_was_cut_off_is_finished_by_the_next_and_told_of_once()
    {
        await using var record = await Lost();
        var ira = await Owner(record);
        await Desk(record).Close(ira, "Storage was restored from an old copy.", default);
        var heads = await record.Force.Tables.Open(HeadTable.Name, default);
        await heads.DeleteEntityAsync(record.Tenant.Value, "log1|end");
        await heads.UpsertEntityAsync(new Azure.Data.Tables.TableEntity("logs", record.Tenant.Value) { ["Current"] = 1 });

        await using var other = record.Beside();
        Assert.IsType<Outcome<LogsView>.Done>(await Desk(other).Close(ira, "Storage was restored from an old copy.", default));

        Assert.Equal(["log.opened", "log.incident"], (await other.Entries()).Select(entry => entry.Act));
    }

    [Fact]
    public async Task The_new_log_verifies_by_the_policy_that_strangers_are_given()
    {
        await using var record = await Lost();
        await Desk(record).Close(await Owner(record), "Storage was restored from an old copy.", default);
        await record.Pass(TimeSpan.FromMinutes(1), "goes-on");

        var report = await record.Verified();

        Assert.DoesNotContain(report.Findings, finding => finding.Gravity is CrowdControl.AuditLog.Verifying.Gravity.Wrong);
        Assert.EndsWith("/log/2", report.Checkpoint!.Origin, StringComparison.Ordinal);
    }

    /// <summary>Four entries that were signed, then four more that were; of these, storage has lost the frames.</summary>
    private static async Task<RotatingRecord> Lost()
    {
        var before = await RotatingRecord.Of(TestVault.Audit with { Grid = TimeSpan.FromDays(30) }, TestVault.Client);
        await before.Pass(TimeSpan.Zero, "before");
        var container = before.Force.Storage.Blobs.GetBlobContainerClient(RecordLogs.ContainerOf(LogArea.Journal, before.Tenant));
        var segment = container.GetAppendBlobClient(new LogPaths(RecordLogs.First).Segment(0));
        var kept = (await segment.DownloadContentAsync()).Value.Content;
        await before.Pass(TimeSpan.FromMinutes(1), "lost");
        await segment.DeleteAsync();
        await segment.CreateAsync();
        await segment.AppendBlockAsync(kept.ToStream());
        var after = before.Beside();
        await before.Logs.DisposeAsync();
        return after;
    }

    private static Task<Caller> Owner(RotatingRecord record) =>
        record.Force.Add("ira", new Grant(new GrantId("g-ira"), Role.InformationAssetOwner, Scope.Everything, null, null));

    private static ClosingDesk Desk(RotatingRecord record) => new(
        record.Logs, new HeadTable(record.Force.Tables), record.Force.Secrets, new SweepTable(record.Force.Tables), record.Clock);
}
