using System.Text;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Disclosing;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Publishing;

namespace CrowdControl.Tests.Disclosing;

/// <summary>An exhibit from its being preserved to a stranger's verifier.</summary>
public sealed class ExhibitsInPacksTests : IAsyncLifetime
{
    private DisclosureRoom _room = null!;

    public async Task InitializeAsync() => _room = await DisclosureRoom.Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task A_pack_about_a_case_holds_the_file_of_its_exhibit_and_every_touch_of_it_and_is_valid()
    {
        var folder = await _room.OpenCase();
        var (shown, other) = (await _room.Preserve(folder), await _room.Preserve(folder, "Something else"));

        var pack = await _room.Made(About(folder, shown));
        var zip = await _room.Take(pack);

        var report = Verified(zip);
        Assert.DoesNotContain(report.Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.Equal([$"case:{folder.Id}"], report.Complete);
        var files = MakingTests.Files(zip);
        Assert.Equal([$"data/evidence/{shown.Sha256}.wacz"], files.Keys.Where(name => name.StartsWith("data/evidence/", StringComparison.Ordinal)));
        Assert.DoesNotContain(other.Sha256, files.Keys);
        var read = (await _room.Record()).Single(entry => entry.Act == "evidence.read");
        Assert.Equal(("fran", shown.Id.Value), (read.Actor.Id, read.Subject.Id));
        Assert.Contains($"data/entries/{read.Index:D12}.json", files.Keys);
        var page = Encoding.UTF8.GetString(files["data/README.html"]);
        Assert.All([shown.Number, "The threat", $"evidence/{shown.Sha256}.wacz"], words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.Contains(shown.Sha256, Encoding.UTF8.GetString(files["data/case/case.jsonld"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_flipped_byte_of_an_exhibit_makes_the_pack_invalid_and_the_file_is_named()
    {
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);
        var zip = await _room.Take(await _room.Made(About(folder, exhibit)));
        var inside = zip.AsSpan().IndexOf("We know where you live"u8);

        zip[inside] ^= 1;

        var wrong = Assert.Single(Verified(zip).Findings);
        Assert.Equal((Gravity.Wrong, $"data/evidence/{exhibit.Sha256}.wacz"), (wrong.Gravity, wrong.Where));
    }

    [Fact]
    public async Task Chosen_entries_take_the_custody_of_an_exhibit_along_even_from_outside_the_period()
    {
        await _room.Happen(1);
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);

        var zip = await _room.Take(await _room.Made(_room.Request() with
        {
            Channel = null,
            Entries = [0],
            Exhibits = [exhibit.Id.Value],
            From = TimeProvider.System.GetUtcNow().AddMilliseconds(-1),
        }));

        var report = Verified(zip);
        Assert.DoesNotContain(report.Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.Equal(3, report.Entries);
        Assert.Contains("0,note,outside-period", Encoding.UTF8.GetString(MakingTests.Files(zip)["data/redactions.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_sensitive_exhibit_is_shown()
    {
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);

        var zip = await _room.Take(await _room.Made(About(folder) with
        {
            Sensitive = [new SensitiveItemView(RedactionReason.PublicInterest, "Public interest immunity", Exhibit: exhibit.Id.Value)],
        }));

        Assert.DoesNotContain(Verified(zip).Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.All(MakingTests.Files(zip).Values, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf("The threat"u8)));
    }

    [Fact]
    public async Task What_is_not_there_or_contradicts_itself_is_refused_where_it_was_asked_for()
    {
        var (folder, another) = (await _room.OpenCase(), await _room.OpenCase());
        var (exhibit, foreign) = (await _room.Preserve(folder), await _room.Preserve(another));
        var added = (await _room.Record()).First(entry => entry.Act == "evidence.added").Index;
        var sensitive = new SensitiveItemView(RedactionReason.Safety, "Insp Patel", Exhibit: exhibit.Id.Value);

        (string Field, NewDisclosureRequest Asked)[] wrong =
        [
            ("case", About(folder) with { Case = "nobodys" }),
            ("exhibits", About(folder) with { Exhibits = ["nobodys.exhibit"] }),
            ("exhibits", About(folder) with { Exhibits = ["../etc"] }),
            ("exhibits", About(folder, foreign)),
            ("exhibits", _room.Request() with { Exhibits = [exhibit.Id.Value] }),
            ("withheld.0.field", About(folder, exhibit) with { Withheld = [new WithholdingView("sha256", RedactionReason.Safety, "Insp Patel")] }),
            ("sensitive.0.exhibit", About(folder, exhibit) with { Sensitive = [sensitive] }),
            ("sensitive.0.exhibit", About(folder) with { Sensitive = [sensitive with { Exhibit = foreign.Id.Value }] }),
            ("sensitive.0.entry", About(folder, exhibit) with { Sensitive = [sensitive with { Exhibit = null, Entry = added }] }),
        ];

        foreach (var (field, asked) in wrong)
        {
            var refused = (await _room.Desk.Ask(_room.Dora, new Intent(AzuriteStorage.FreshName("key")), asked, default)).Why();
            Assert.Equal([field], Assert.IsType<Refusal.Invalid>(refused).Fields.Keys);
        }
    }

    [Fact]
    public async Task A_pack_is_not_made_in_the_name_of_somebody_who_has_left()
    {
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);
        var left = await _room.Ask(About(folder, exhibit));
        await _room.Desk.Approve(_room.As("gwen", Role.ProfessionalStandards), left.Id, _room.Nobody, default);

        await _room.Finished(left);

        var failed = (await _room.Desk.Get(_room.Dora, left.Id, default)).Value();
        Assert.Equal(DisclosureState.Failed, failed.State);
        Assert.Contains("gwen", failed.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(await _room.Record(), entry => entry.Act == "evidence.read");
    }

    [Fact]
    public async Task A_step_that_is_taken_twice_reads_an_exhibit_once()
    {
        var folder = await _room.OpenCase();
        var pack = await _room.Ask(About(folder, await _room.Preserve(folder), await _room.Preserve(folder, "And again")));
        await _room.Desk.Approve(_room.Fran, pack.Id, _room.Nobody, default);
        var (table, worker, run) = (_room.Get<DisclosureTable>(), _room.Get<DisclosureWorker>(), new DisclosureRun(_room.Tenant, pack.Id));
        var before = (await table.Find(_room.Tenant, pack.Id, default))!.Pack;
        await worker.Advance(run, default);
        await table.Change((await table.Find(_room.Tenant, pack.Id, default))!, before, default);

        await _room.Finished(pack);

        Assert.Equal(DisclosureState.Ready, (await _room.Desk.Get(_room.Dora, pack.Id, default)).Value().State);
        Assert.Equal(2, (await _room.Record()).Count(entry => entry.Act == "evidence.read"));
    }

    [Fact]
    public async Task What_was_erased_stands_in_the_pack_as_erased_and_not_as_withheld_and_its_erasure_goes_along()
    {
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);
        var added = (await _room.Record()).Single(entry => entry.Act == "evidence.added").Index;
        await Erased(exhibit);

        var (complete, chosen) = (await _room.Made(About(folder)), await _room.Made(_room.Request() with { Channel = null, Entries = [added] }));

        foreach (var made in new[] { complete, chosen })
        {
            var (report, files) = (Verified(await _room.Take(made)), MakingTests.Files(await _room.Take(made)));
            Assert.DoesNotContain(report.Findings, finding => finding.Gravity is not Gravity.Remark);
            Assert.Equal((0, true), (report.Withheld, report.Erased > 5));
            Assert.Equal("index,field,reason,authority\n", Encoding.UTF8.GetString(files["data/redactions.csv"]));
            Assert.Contains("Erased: acted-at, actor", Encoding.UTF8.GetString(files["data/README.html"]), StringComparison.Ordinal);
        }
    }

    /// <summary>Whoever may write to every table, and not to the record.</summary>
    [Fact]
    public async Task Salts_that_somebody_destroyed_without_an_erasure_are_not_passed_off_as_erased()
    {
        var folder = await _room.OpenCase();
        var exhibit = await _room.Preserve(folder);
        await _room.Get<SecretTable>().EraseItem(_room.Tenant, exhibit.Id.Value, default);

        var made = await _room.Made(About(folder));

        Assert.Equal(DisclosureState.Failed, made.State);
        Assert.Contains("no entry says that it was erased", made.Why, StringComparison.Ordinal);
    }

    private async Task Erased(Exhibit exhibit)
    {
        var desk = _room.Get<ErasureDesk>();
        var asked = (await desk.Ask(
            _room.Dora, exhibit.Id, Permission.AddEvidence, new Intent(AzuriteStorage.FreshName("key")), RemovalKind.Erasure, "Request 14", null, default)).Value();
        foreach (var by in new[] { _room.Fran, _room.As("iona", Role.InformationAssetOwner) })
            Assert.NotNull((await desk.Decide(by, exhibit.Id, asked.Removal!.Id, true, "It is due.", default)).Value());
        Assert.Equal(ExhibitState.Destroyed, (await _room.Get<EvidenceStore>().Find(_room.Tenant, exhibit.Id, default))!.State);
    }

    private NewDisclosureRequest About(Case folder, params Exhibit[] exhibits) =>
        _room.Request() with { Channel = null, Case = folder.Id.Value, Exhibits = [.. exhibits.Select(exhibit => exhibit.Id.Value)] };

    private static PackReport Verified(byte[] zip) => PackVerification.Verify(new MemoryStream(zip, writable: false), new VerificationTerms());
}
