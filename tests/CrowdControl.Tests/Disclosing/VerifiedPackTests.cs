using System.Globalization;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Disclosing;
using CrowdControl.Functions.Disclosing.Writing;

namespace CrowdControl.Tests.Disclosing;

/// <summary>What the product makes is held to what a stranger's verifier says of it.</summary>
public sealed class VerifiedPackTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";

    [Fact]
    public async Task A_pack_is_valid_and_complete_with_fields_withheld_and_a_period_cut_out_of_it()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(3);
        var first = await room.Made();
        await room.Happen(4);
        var asked = room.Request(new WithholdingView("note", RedactionReason.ThirdParty, "DPA 2018")) with
        {
            Sensitive = [new SensitiveItemView(RedactionReason.Safety, "Insp Patel", Entry: 2)],
            Until = TimeProvider.System.GetUtcNow(),
        };

        var report = Verified(await room.Take(await room.Made(asked)));

        Assert.DoesNotContain(report.Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.Equal(["acct:wexmoor"], report.Complete);
        Assert.True(report.Withheld > 0 && report.Shown > 0 && report.Checkpoint!.Size > (ulong)first.Made!.LogSize);
    }

    [Fact]
    public async Task Chosen_entries_are_valid_and_claim_nothing_more()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(3);

        var report = Verified(await room.Take(await room.Made(room.Request() with { Channel = null, Entries = [0, 2] })));

        Assert.DoesNotContain(report.Findings, finding => finding.Gravity is not Gravity.Remark);
        Assert.Equal((2, 0), (report.Entries, report.Complete.Count));
    }

    /// <summary>In every byte's place with CROWDCONTROL_LONG, else in some hundred that are drawn.</summary>
    [Fact]
    public async Task One_flipped_bit_anywhere_is_found_and_its_file_named()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(2);
        var pack = await room.Take(await room.Made());
        var drawn = new Random(20261125);
        var places = Long ? Enumerable.Range(0, pack.Length) : Enumerable.Range(0, 300).Select(_ => drawn.Next(pack.Length));

        foreach (var place in places)
        {
            var bit = (byte)(1 << drawn.Next(8));
            pack[place] ^= bit;
            var report = Verified(pack);
            pack[place] ^= bit;
            Assert.True(report.Findings is [{ Gravity: Gravity.Wrong, Where.Length: > 0 }], string.Create(CultureInfo.InvariantCulture, $"bit {bit} of byte {place}"));
        }

        Assert.DoesNotContain(Verified(pack).Findings, finding => finding.Gravity is Gravity.Wrong);
    }

    /// <summary>Whoever can sign and record can make a pack anew without an entry; the seal, which stands in the record, speaks of it still.</summary>
    [Fact]
    public async Task An_entry_that_is_left_out_is_missed_however_well_the_pack_is_made_anew()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(3);
        var made = await room.Made();
        var files = MakingTests.Files(await room.Take(made));
        foreach (var name in files.Keys.Where(name => name.Contains("000000000002.", StringComparison.Ordinal)).ToList()) files.Remove(name);

        var report = Verified(await Anew(room, made, files));

        var wrong = Assert.Single(report.Findings, finding => finding.Gravity is Gravity.Wrong);
        Assert.Contains("number 1 is missing", wrong.What, StringComparison.Ordinal);
    }

    /// <summary>As a deployed app has them (verifier/publish.sh): longer than a block of the zip's blob.</summary>
    [Fact]
    public async Task A_pack_that_carries_both_programs_is_valid_and_lists_their_sums()
    {
        var folder = Directory.CreateTempSubdirectory("verifier-").FullName;
        foreach (var name in VerifierFiles.BesideTheApp.Names()) File.Copy(Path.Combine(VerifierFiles.BesideTheApp.Folder, name), Path.Combine(folder, name));
        var (windows, linux) = (new byte[5_000_001], new byte[9_000_000]);
        Random.Shared.NextBytes(windows);
        Random.Shared.NextBytes(linux);
        await File.WriteAllBytesAsync(Path.Combine(folder, "verify-win-x64.exe"), windows);
        await File.WriteAllBytesAsync(Path.Combine(folder, "verify-linux-x64"), linux);
        await using var room = await DisclosureRoom.Open(new VerifierFiles(folder));
        await room.Happen(1);

        var zip = await room.Take(await room.Made());

        Assert.DoesNotContain(Verified(zip).Findings, finding => finding.Gravity is not Gravity.Remark);
        var files = MakingTests.Files(zip);
        Assert.Equal(linux, files["data/verifier/verify-linux-x64"]);
        Assert.Equal(
            VerifierFiles.SumsOf(new[] { "PROCEDURE.md", "verify-linux-x64", "verify-win-x64.exe", "verify.html" }
                .Select(name => (name, Convert.ToHexStringLower(SHA256.HashData(files[$"data/verifier/{name}"]))))),
            files["data/verifier/SHA256SUMS"]);
        Assert.Contains("A copy lies in", System.Text.Encoding.UTF8.GetString(files["data/README.html"]), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<byte[]> Anew(DisclosureRoom room, DisclosurePack made, SortedDictionary<string, byte[]> files)
    {
        var payload = files.Where(file => file.Key.StartsWith(PackPath.Data, StringComparison.Ordinal)).ToList();
        var manifest = PackManifest.Of(payload.Select(file => (file.Key, new Digest(SHA256.HashData(file.Value)))));
        var excerpts = room.Get<RecordExcerpts>();
        var index = await room.Get<DisclosureRecord>().Exported(
            made with { Id = new Domain.DisclosureId("anew") }, Convert.ToHexStringLower(SHA256.HashData(manifest)), 1, default);
        var note = await excerpts.AnchorNow(room.Tenant, default);
        var size = (long)Checkpoint.Parse(note.Text).Size;
        var entry = (await excerpts.Entries(room.Tenant, [index], size, default))[0];
        var export = new PackExport((ulong)index, entry.Bytes, entry.Proof, await excerpts.Consistency(room.Tenant, made.Made!.LogSize, size, default), note);
        (string Path, byte[] Bytes)[] tags =
        [
            (PackPath.Bagit, BagText.Bagit.ToArray()), (PackPath.Manifest, manifest), (PackPath.Export, export.ToBytes()),
            (PackPath.BagInfo, BagText.Of(
                await excerpts.OriginOf(room.Tenant, default), (ulong)index, Leaf.Parse(entry.Bytes.Span), payload.Sum(file => file.Value.Length), payload.Count)),
        ];
        var list = PackManifest.Of(tags.Select(tag => (tag.Path, new Digest(SHA256.HashData(tag.Bytes)))));
        using var zip = new MemoryStream();
        await PackZip.Write(zip, [.. tags.Append((PackPath.TagManifest, list)).Concat(payload.Select(file => (file.Key, file.Value)))
            .Select(file => PackFile.Of(file.Item1, file.Item2))], default);
        return zip.ToArray();
    }

    private static PackReport Verified(byte[] zip) => PackVerification.Verify(new MemoryStream(zip, writable: false), new VerificationTerms());
}
