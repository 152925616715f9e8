using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.TimeStamps;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.Tests.AuditLog.TimeStamps;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>What parties outside knew, and when, against the times that entries claim.</summary>
public class OutsideTimeTests : IClassFixture<TimeStampTests.Authority>
{
    private readonly OpenSslAuthority _authority;

    public OutsideTimeTests(TimeStampTests.Authority authority) => _authority = authority.It;

    [Fact]
    public async Task An_entry_that_the_witness_should_have_known_by_its_time_is_named()
    {
        await using var log = new WitnessedLog { WitnessAhead = TimeSpan.FromHours(5) };
        await log.Append(8);
        await log.Publish();
        await log.Append(4, "later");

        var report = WitnessedLog.Verify(await log.Export());

        var found = Assert.Single(report.Findings);
        Assert.Equal((Gravity.Lacking, 8UL), (found.Gravity, found.From!.Value));
        Assert.Contains("dated back", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_names_an_anchor_younger_than_itself_was_dated_back()
    {
        await using var log = new WitnessedLog { WitnessAhead = TimeSpan.FromHours(5) };
        await log.Append(8);
        await log.Publish();
        await log.Append(WitnessedLog.Said("anchor.recorded", "cosig",
            await HashOf(log, $"log1/cosig/000000000008/{WitnessedLog.Witness}")));

        var report = WitnessedLog.Verify(await log.Export());

        Assert.Equal((Gravity.Wrong, 8UL), (report.Gravest, report.FirstBad));
    }

    [Fact]
    public async Task An_entry_that_claims_a_later_time_than_the_witness_knew_it_at_is_named()
    {
        await using var log = new WitnessedLog { WitnessAhead = TimeSpan.FromMinutes(-30) };
        await log.Append(4);
        log.Clock.Now += TimeSpan.FromHours(1);
        await log.Append(4, "later");

        var report = WitnessedLog.Verify(await log.Export());

        Assert.Equal((Gravity.Wrong, 4UL), (report.Gravest, report.FirstBad));
    }

    [Fact]
    public async Task Stamps_and_witnesses_bound_the_time_of_every_entry_on_both_sides()
    {
        await using var log = await Stamped();

        var report = WitnessedLog.Verify(await log.Export(), Terms(minutes: 60) with { Authorities = [_authority.Root] });

        Assert.Empty(report.Findings);
        var stamp = Assert.Single(report.Anchors, anchor => anchor.Kind == AnchorSort.TimeStamp);
        Assert.Equal(("CN=Wexmoor-time", 4UL), (stamp.Who, stamp.Size));
        Assert.Equal([(0UL, 3UL, false, true), (4UL, 4UL, false, true), (5UL, 7UL, true, true)],
            report.Brackets.Select(bracket => (bracket.From, bracket.To, bracket.After is not null, bracket.Before is not null)));
        Assert.Equal(stamp, report.Brackets[^1].After);
    }

    [Fact]
    public async Task A_stamp_counts_only_where_the_policy_names_its_authority()
    {
        await using var log = await Stamped();
        var directory = await log.Export();
        Directory.CreateDirectory(Path.Combine(directory, "ca"));
        File.WriteAllText(Path.Combine(directory, "ca/wexmoor.pem"), _authority.Root.ExportCertificatePem());

        var unnamed = WitnessedLog.Verify(directory, WitnessedLog.Terms with { Authorities = [_authority.Root] });
        Assert.DoesNotContain(unnamed.Anchors, anchor => anchor.Kind == AnchorSort.TimeStamp);
        Assert.Equal(Gravity.Remark, unnamed.Gravest);

        Assert.Empty(WitnessedLog.Verify(directory, Terms(minutes: 60)).Findings);
        File.Delete(Path.Combine(directory, "ca/wexmoor.pem"));
        Assert.Equal(Gravity.Lacking, WitnessedLog.Verify(directory, Terms(minutes: 60)).Gravest);
    }

    [Fact]
    public async Task A_stamp_of_another_checkpoint_is_refused()
    {
        await using var log = await Stamped();
        var directory = await log.Export();
        File.Move(Path.Combine(directory, "tsr/000000000004.wexmoor.tsr"), Path.Combine(directory, "tsr/000000000008.wexmoor.tsr"));

        var report = WitnessedLog.Verify(directory, Terms(minutes: 60) with { Authorities = [_authority.Root] });

        Assert.Contains(report.Findings, finding => finding is { Gravity: Gravity.Wrong, Where: "tsr/000000000008.wexmoor.tsr" });
    }

    [Fact]
    public async Task A_stamp_is_fresh_as_long_as_the_policy_says()
    {
        await using var log = await Stamped();
        var (directory, time) = (await log.Export(), TimeProvider.System.GetUtcNow());
        var policy = $"log {CrowdControl.Tests.AuditLog.Sequencing.TestLog.Signer.Key}\nquorum none\n#cc tsa {Hash()} 15\n";
        var terms = new VerificationTerms { Policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes(policy)), Authorities = [_authority.Root] };

        Assert.DoesNotContain(WitnessedLog.Verify(directory, terms with { AsOf = time.AddMinutes(13) }).Findings, finding =>
            finding.Gravity > Gravity.Remark);
        Assert.Equal(Gravity.Lacking, WitnessedLog.Verify(directory, terms with { AsOf = time.AddMinutes(17) }).Gravest);
        Assert.Equal(Gravity.Lacking, WitnessedLog.Verify(directory, terms with { AsOf = time.AddDays(-1) }).Gravest);
    }

    /// <summary>Eight entries; the first four stamped, entry 4 says so.</summary>
    private async Task<WitnessedLog> Stamped()
    {
        var log = new WitnessedLog();
        log.Clock.Now = TimeProvider.System.GetUtcNow().AddSeconds(-20);
        await log.Append(4);
        await log.Publish();
        var checkpoint = (await log.Store.Get(LogArea.Anchors, "log1/ckpt/000000000004", CancellationToken.None))!.Bytes;
        var answer = _authority.Answer(new TimeStampQuery(checkpoint.Span).Encode());
        await log.Store.Create(LogArea.Anchors, "log1/tsr/000000000004.wexmoor.tsr", answer, CancellationToken.None);
        await log.Append(1, "between");
        await log.Append(WitnessedLog.Said("anchor.recorded", "tsr", Convert.ToHexStringLower(SHA256.HashData(answer))));
        await log.Append(2, "later");
        return log;
    }

    private VerificationTerms Terms(int minutes) => new()
    {
        Policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{WitnessedLog.PolicyText}#cc tsa {Hash()} {minutes}\n"))),
    };

    private string Hash() => Convert.ToHexStringLower(_authority.Root.GetCertHash(HashAlgorithmName.SHA256));

    private static async Task<string> HashOf(WitnessedLog log, string name) =>
        Convert.ToHexStringLower(SHA256.HashData((await log.Store.Get(LogArea.Anchors, name, CancellationToken.None))!.Bytes.Span));
}
