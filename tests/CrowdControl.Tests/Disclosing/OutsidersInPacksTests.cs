using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Tests.AuditLog.Officers;

namespace CrowdControl.Tests.Disclosing;

/// <summary>What goes along so that somebody else's word can be judged: certificates, sheets, receipts, passkeys.</summary>
public sealed class OutsidersInPacksTests : IAsyncLifetime
{
    private static readonly LogPaths Paths = new(RecordLogs.First);
    private DisclosureRoom _room = null!;

    public async Task InitializeAsync() => _room = await DisclosureRoom.Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task The_newest_daily_sheet_goes_along_with_proof_that_the_record_goes_on_from_it_and_so_do_certificates_and_receipts()
    {
        await _room.Happen(2);
        var printed = await _room.Get<RecordExcerpts>().AnchorNow(_room.Tenant, default);
        var sheet = DaySheet.Of(new DateOnly(2026, 11, 2), printed);
        await Keep(Paths.Sheet(sheet.Day), sheet.ToBytes());
        await Keep(Paths.Authority("tsa.example"), Encoding.ASCII.GetBytes(Certificate()));
        await _room.Happen(3);

        var made = await _room.Made();
        var zip = await _room.Take(made);

        var files = MakingTests.Files(zip);
        Assert.DoesNotContain(Verified(zip).Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.True(files["data/anchors/sheet.pdf"].AsSpan().StartsWith("%PDF-"u8));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", Encoding.ASCII.GetString(files["data/anchors/ca/tsa-1.pem"]), StringComparison.Ordinal);
        Assert.Contains($"data/consistency/{sheet.Checkpoint.Size}-{made.Made!.LogSize}.txt", files.Keys);
        var kept = new VerificationTerms { Held = [new HeldCheckpoint("the paper", printed)] };
        Assert.DoesNotContain(PackVerification.Verify(new MemoryStream(zip), kept).Findings, finding => finding.Gravity is not Gravity.Remark);
    }

    [Fact]
    public async Task What_an_officer_signed_is_judged_because_the_entry_of_the_passkey_goes_along()
    {
        using var passkey = new SoftPasskey();
        var ana = _room.As("ana", Role.Author).Member;
        AuditEvent Act(string id, string act, AuditSubject subject) => new(
            _room.Tenant, id, TimeProvider.System.GetUtcNow(), Actor.Of(ana), act, subject, null, AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty);
        var registered = await _room.Get<AuditTrail>().Enter(
            Act("passkey", RegisteredKeys.Registered, new AuditSubject(RegisteredKeys.Kind, RegisteredKeys.IdOf(passkey.Key, passkey.Party))) with { About = ana.Id }, default);
        var signed = Act("signed", "post.approved", new AuditSubject("post", "p")) with { Channel = _room.Channel };
        var preparation = await _room.Get<SignedTrail>().Prepare(signed, default);
        var signer = new Signer(passkey.Key, new RelyingParty(passkey.Party, [passkey.Origin]));
        Assert.IsType<Outcome<long>.Done>(await _room.Get<SignedTrail>().Record(
            signed, preparation.Id, passkey.Sign(passkey.ClientData("webauthn.get", preparation.Challenge)), _ => Task.FromResult<Outcome<Signer>>(signer), default));

        var zip = await _room.Take(await _room.Made());

        Assert.DoesNotContain(Verified(zip).Findings, finding => finding.Gravity is not Gravity.Remark);
        var files = MakingTests.Files(zip);
        Assert.Contains($"data/entries/{registered:D12}.json", files.Keys);
        Assert.Contains(files, file => file.Key.StartsWith("data/disclosures/", StringComparison.Ordinal) && file.Value.AsSpan().IndexOf("[\"wa\","u8) >= 0);
    }

    private async Task Keep(string name, byte[] bytes)
    {
        var (_, store) = await _room.Get<RecordLogs>().Opened(_room.Tenant, default);
        Assert.True(await store.Create(LogArea.Anchors, name, bytes, default));
    }

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=tsa.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return certificate.ExportCertificatePem() + "\n";
    }

    private static PackReport Verified(byte[] zip) => PackVerification.Verify(new MemoryStream(zip, writable: false), new VerificationTerms());
}
