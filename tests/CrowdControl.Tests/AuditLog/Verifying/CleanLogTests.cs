using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>Logs that nobody touched raise no alarm.</summary>
public class CleanLogTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(255), InlineData(256), InlineData(257), InlineData(512), InlineData(700)]
    public async Task A_log_of_any_size_holds(int size)
    {
        await using var log = new WitnessedLog();
        await log.AppendMany(size);

        var report = WitnessedLog.Verify(await log.Export());

        Assert.Empty(report.Findings);
        Assert.Equal(((ulong)size, (ulong)size), (report.Checkpoint!.Size, report.Entries));
        Assert.Equal(report.Checkpoint.Root, report.Root);
        Assert.Equal("inspectorate", Assert.Single(report.Anchors.DistinctBy(anchor => anchor.Who)).Who);
    }

    [Fact]
    public async Task A_log_of_three_levels_of_tiles_holds()
    {
        await using var log = new WitnessedLog();
        await log.AppendMany(66_000);
        var directory = await log.Export();

        var report = WitnessedLog.Verify(directory);

        Assert.Empty(report.Findings);
        Assert.True(File.Exists(Path.Combine(directory, "tile/2/000.p/1")));
    }

    [Fact]
    public async Task A_log_of_several_days_with_seals_anchors_and_many_checkpoints_holds()
    {
        await using var log = new WitnessedLog();
        for (var day = 0; day < 3; day++)
        {
            await log.Append(7, $"day{day}.");
            await log.Publish();
            await log.Append(3, $"more{day}.");
            await log.Seal(ago: day * 2);
            await log.Publish();
            log.Clock.Now += TimeSpan.FromDays(1);
        }

        var report = WitnessedLog.Verify(await log.Export());

        Assert.Empty(report.Findings);
        Assert.Equal((3, 33), (report.Counts.Seals, report.Counts.Frames));
        // The live checkpoint, six numbered ones, six cosignatures.
        Assert.Equal(13, report.Counts.Checkpoints);
    }

    [Fact]
    public async Task A_log_holds_whose_key_gave_way_to_another_where_the_policy_says_when()
    {
        var fresh = new TestSigner(TestLog.Origin);
        await using var log = new WitnessedLog(witnessed: false, TestLog.Signer, fresh);
        await log.Append(4);
        var policy = $"log {TestLog.Signer.Key}\nlog {fresh.Key}\n#cc valid {TestLog.Signer.Key.Id:x8} 0 3\n#cc valid {fresh.Key.Id:x8} 3 "
            + "1000\nquorum none\n";

        var report = WitnessedLog.Verify(await log.Export(),
            new VerificationTerms { Policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes(policy)) });

        Assert.Equal(Gravity.Remark, report.Gravest);
        Assert.Contains("Nobody outside", Assert.Single(report.Findings).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_tiles_of_smaller_sizes_may_stand_beside_and_are_compared()
    {
        await using var log = new WitnessedLog();
        await log.Append(5);
        var small = await log.Export();
        await log.Append(300);
        var directory = await log.Export();
        foreach (var name in new[] { "tile/0/000.p/5", "tile/entries/000.p/5" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name))!);
            File.Copy(Path.Combine(small, name), Path.Combine(directory, name));
        }

        Assert.Empty(WitnessedLog.Verify(directory).Findings);
        Damage.Flip(Path.Combine(directory, "tile/0/000.p/5"), 100);
        Assert.Equal(0UL, WitnessedLog.Verify(directory).FirstBad);
    }

    [Fact]
    public async Task Without_a_journal_the_log_is_verified_by_its_bundles()
    {
        await using var log = new WitnessedLog();
        await log.Append(9);
        var directory = await log.Export();
        Directory.Delete(Path.Combine(directory, "seg"), recursive: true);

        var report = WitnessedLog.Verify(directory);

        Assert.Empty(report.Findings);
        Assert.Equal(0, report.Counts.Frames);
    }

    [Fact]
    public async Task Without_a_policy_nothing_is_believed_and_the_answer_is_incomplete()
    {
        await using var log = new WitnessedLog();
        await log.Append(3);

        var report = WitnessedLog.Verify(await log.Export(), new VerificationTerms());

        Assert.Equal(Gravity.Lacking, report.Gravest);
        Assert.Contains(report.Findings, finding => finding.What.Contains("--policy", StringComparison.Ordinal));
        Assert.Equal(3UL, report.Entries);
    }

    [Fact]
    public async Task An_export_is_made_once_per_directory_and_holds_what_C2SP_tools_read()
    {
        await using var log = new WitnessedLog();
        await log.Append(3);
        var directory = await log.Export();

        Assert.Equal(96, new FileInfo(Path.Combine(directory, "tile/0/000.p/3")).Length);
        Assert.Equal(
            ["checkpoint", "ckpt/000000000003", "cosig/000000000003/inspectorate.example", "seg/000000000000.paj", "tile/0/000.p/3",
                "tile/entries/000.p/3"],
            Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
        await Assert.ThrowsAsync<IOException>(() =>
            new CrowdControl.AuditLog.Exporting.LogExport(TestLog.On(log.Store), log.Store, "log1")
            .Write(directory, CancellationToken.None));
    }
}
