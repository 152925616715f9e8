using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.TimeStamps;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Tests.AuditLog.TimeStamps;
using CrowdControl.Tests.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>Section 17: time stamps and evidence in a pack.</summary>
public class PackContentTests : IClassFixture<TimeStampTests.Authority>
{
    private static readonly byte[] File = "a page as it was seen"u8.ToArray();
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(File));
    private readonly OpenSslAuthority _authority;

    public PackContentTests(TimeStampTests.Authority authority) => _authority = authority.It;

    [Fact]
    public void A_stamp_of_an_authority_that_the_policy_names_bounds_the_entries()
    {
        var report = Stamped();

        Assert.Empty(report.Findings);
        Assert.Contains(report.Anchors, anchor => anchor.Kind == AnchorSort.TimeStamp);
        Assert.Contains(report.Times, bracket => bracket.Before is not null);
    }

    [Fact]
    public void A_stamp_of_an_authority_that_the_policy_does_not_name_is_passed_over_and_that_is_said()
    {
        var report = Stamped(named: false);

        Assert.Equal((Gravity.Remark, true), (report.Gravest, report.Findings.Single().What.Contains("passed over", StringComparison.Ordinal)));
        Assert.DoesNotContain(report.Anchors, anchor => anchor.Kind == AnchorSort.TimeStamp);
    }

    [Fact]
    public void A_stamp_of_something_else_or_of_a_checkpoint_that_is_not_there_is_wrong()
    {
        var ofSomethingElse = Stamped(stamped: _ => "something else"u8.ToArray());
        var ofAnotherSize = Stamped(at: size => size - 1);

        Assert.Equal((Gravity.Wrong, Gravity.Wrong), (ofSomethingElse.Gravest, ofAnotherSize.Gravest));
        Assert.EndsWith(".tsr", ofSomethingElse.Findings.Single(finding => finding.Gravity == Gravity.Wrong).Where, StringComparison.Ordinal);
        Assert.Contains("not in the pack", ofAnotherSize.Findings.Single(finding => finding.Gravity == Gravity.Wrong).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_none_is_wrong() =>
        Assert.Equal(Gravity.Wrong, Verified(MadePack.Of(3), payload => payload[PackPath.Authority("tsa-1")] = "no certificate"u8.ToArray()).Gravest);

    [Theory]
    [InlineData("evidence.added")]
    [InlineData("post.captured")]
    public void Evidence_that_an_entry_took_in_is_valid(string type) => Assert.Empty(Preserved(type, "sha256").Findings);

    [Theory]
    [InlineData("evidence.read", "sha256")]
    [InlineData("evidence.added", "reason")]
    [InlineData("post.drafted", "sha256")]
    public void What_somebody_wrote_elsewhere_names_no_evidence(string type, string field) =>
        Assert.Contains("No entry of the pack speaks of this evidence", Preserved(type, field).Findings.Single().What, StringComparison.Ordinal);

    [Fact]
    public void Evidence_whose_entry_was_refused_or_keeps_the_hash_back_or_that_is_something_else_is_wrong()
    {
        var refused = Preserved("evidence.added", "sha256", outcome: "refused");
        var hidden = Preserved("evidence.added", "sha256", change: payload =>
        {
            payload.Remove(PackPath.Disclosures(0));
            payload[PackPath.Redactions] = PackRedactions.ToBytes([new PackRedaction(0, "sha256", "safety", "Insp Patel")]);
        });
        var other = Preserved("evidence.added", "sha256", change: payload => payload[PackPath.Evidence(Digest.FromHex(Hash), "wacz")] = "something else"u8.ToArray());

        Assert.All([refused, hidden, other], report => Assert.Equal((Gravity.Wrong, $"data/evidence/{Hash}.wacz"), (report.Gravest, report.Findings.Single().Where)));
    }

    private static PackReport Preserved(
        string type, string field, string outcome = "ok", Action<SortedDictionary<string, byte[]>>? change = null)
    {
        var made = new MadePack();
        made.Add(type, MadePack.Stream, "1", outcome, (field, Hash));
        return Verified(made, payload =>
        {
            payload[PackPath.Evidence(Digest.FromHex(Hash), "wacz")] = File;
            change?.Invoke(payload);
        });
    }

    private PackReport Stamped(bool named = true, Func<byte[], byte[]>? stamped = null, Func<ulong, ulong>? at = null)
    {
        var root = Convert.ToHexStringLower(_authority.Root.GetCertHash(HashAlgorithmName.SHA256));
        var policy = WitnessedLog.PolicyText + (named ? $"#cc tsa {root} 60\n" : "");
        var made = new MadePack { PolicyText = policy };
        made.Add("post.rejected", MadePack.Stream, "1", ("reason", "x"));
        return Verified(made, payload =>
        {
            var note = SignedNote.Parse(payload[PackPath.Checkpoint]);
            // As the record's owner signed it, before any witness did.
            var own = new SignedNote(note.Text, [note.Signatures[0]]).ToBytes();
            var size = Checkpoint.Parse(note.Text).Size;
            payload[PackPath.Stamp(at?.Invoke(size) ?? size, "tsa.example")] = _authority.Answer(new TimeStampQuery(stamped?.Invoke(own) ?? own).Encode());
            payload[PackPath.Authority("tsa-1")] = Encoding.UTF8.GetBytes(_authority.Root.ExportCertificatePem() + "\n");
        }, new VerificationTerms { Policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes(policy)) });
    }

    private static PackReport Verified(MadePack made, Action<SortedDictionary<string, byte[]>> change, VerificationTerms? terms = null)
    {
        var payload = made.Payload();
        change(payload);
        return MadePack.Verify(made.Export(payload), terms);
    }
}
