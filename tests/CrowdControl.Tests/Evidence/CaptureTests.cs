using System.Text;
using Azure.Data.Tables;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Evidence.Packages;
using CrowdControl.Functions.Hosting;
using static CrowdControl.Tests.Evidence.EvidenceRoom;

namespace CrowdControl.Tests.Evidence;

[Collection("evidence")]
public sealed class CaptureTests : IAsyncLifetime
{
    private EvidenceRoom _room = null!;

    public async Task InitializeAsync() => _room = await Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task What_is_taken_is_read_again_by_those_who_say_why_and_each_touch_is_on_record()
    {
        var taken = await _room.Exhibit();

        var (_, statement) = Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "For the interview", default));
        var wrong = ((Outcome<string?>.Done)await _room.Of<ReadingDesk>().Verify(_room.Officer, taken.Id, _room.Wish(), default)).Value;

        Assert.Equal((Words, CaptureSource.Stored), (statement.Post.Text, statement.Source));
        Assert.Contains("news feed", statement.Notice, StringComparison.Ordinal);
        Assert.Null(wrong);
        var custody = Granted(await _room.Of<ReadingDesk>().Show(_room.Officer, taken.Id, default)).Custody;
        Assert.Equal(["evidence.added", "evidence.read", "evidence.verified"], custody.Select(touch => touch.Act));
        Assert.Equal(["Threat against Mair Jones", "For the interview", "Intact"], custody.Select(touch => touch.Why));
        var record = await _room.Record();
        Assert.All(custody, touch => Assert.Equal((touch.Act, $"case:{taken.Id.Case}"), (record[(int)touch.Entry].Act, record[(int)touch.Entry].Stream)));
        Assert.Equal("For the interview", record[(int)custody[1].Entry].Details["reason"]);
    }

    [Fact]
    public async Task A_wish_sent_twice_takes_one_exhibit_and_wishes_at_once_get_different_numbers()
    {
        var folder = await _room.OpenCase();
        var mention = await _room.Mention();
        Task<Outcome<Exhibit>> Take(string wish) => _room.Of<CaptureDesk>().Take(
            _room.Desk, folder.Id, new ExhibitId($"{folder.Id}.{wish}"), new CaptureRequest(mention.Id.Value, "A threat", EvidenceClass.Crime), default);

        var taken = await Task.WhenAll(Take("one"), Take("one"), Take("two"), Take("three"), Take("four"));

        Assert.Equal(4, taken.Select(outcome => Granted(outcome).Number).Distinct().Count());
        Assert.Equal(Granted(taken[0]).Number, Granted(taken[1]).Number);
        Assert.All(taken, outcome => Assert.StartsWith($"{folder.Number}/", Granted(outcome).Number, StringComparison.Ordinal));
        Assert.Equal(4, (await _room.Of<EvidenceStore>().List(_room.Tenant, folder.Id, default)).Count);
        var cases = await Task.WhenAll(_room.OpenCase("One"), _room.OpenCase("Two"), _room.OpenCase("Three"));
        Assert.Equal(3, cases.Select(one => one.Number).Distinct().Count());
    }

    [Fact]
    public async Task No_table_and_no_blob_holds_a_word_of_it_in_the_clear()
    {
        var taken = await _room.Exhibit();
        Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "To tell Mair Jones", default));
        Granted(await _room.Hold(taken.Id.Case, taken.Id));

        var everything = await Dump();

        Assert.Contains(everything, piece => piece.Contains(taken.Blob, StringComparison.Ordinal));
        string[] secrets = ["Mair Jones", "Harbour Lane", Handle, "Crown Court", "Threats in the harbour"];
        Assert.All(secrets, secret => Assert.DoesNotContain(everything, piece => piece.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_stored_copy_that_was_changed_is_noticed_not_shown_and_on_record()
    {
        var taken = await _room.Exhibit();
        var container = _room.Of<StorageClients>().Blobs.GetBlobContainerClient(EvidenceBlobs.ContainerOf(taken.Class, _room.Tenant));
        var blob = (await container.GetBlobClient($"{taken.Blob}.bin").DownloadContentAsync()).Value.Content.ToArray();
        blob[^20] ^= 1;
        await Unguarded(container.Name).GetBlobClient($"{taken.Blob}.bin").UploadAsync(BinaryData.FromBytes(blob), overwrite: true);

        var read = await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "For the interview", default);

        Assert.IsType<EvidenceBroken>(Refused(read));
        Assert.Contains(await _room.Record(), entry => entry is { Act: "evidence.verified", Outcome: AuditOutcome.Refused });
        await Assert.ThrowsAsync<InvalidDataException>(() => _room.Of<EvidenceStore>().OpenForDisclosure(_room.Owner, taken, _room.Wish(), default));
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_of_it_whatever_it_asks()
    {
        var taken = await _room.Exhibit();
        var (id, folder) = (taken.Id, taken.Id.Case);
        var stranger = _room.Member("hari", Role.InformationAssetOwner, new TenantId("harbourside"));
        var desk = _room.Member("hefin", Role.DigitalDesk, new TenantId("harbourside"));
        var standards = _room.Member("huw", Role.ProfessionalStandards, new TenantId("harbourside"));

        Refusal[] answers =
        [
            Refused(await _room.Of<CaseDesk>().Show(stranger, folder, default)), Refused(await _room.Of<CaseDesk>().SetOpen(desk, folder, false, "x", default)),
            Refused(await _room.Of<CaptureDesk>().Take(desk, folder, new ExhibitId($"{folder}.x"), new CaptureRequest("m", "x", EvidenceClass.Crime), default)),
            Refused(await _room.Of<ReadingDesk>().Show(stranger, id, default)), Refused(await _room.Of<ReadingDesk>().Read(stranger, id, _room.Wish(), "x", default)),
            Refused(await _room.Of<ReadingDesk>().Verify(stranger, id, _room.Wish(), default)),
            Refused(await _room.Of<ReadingDesk>().Move(desk, id, EvidenceClass.Serious, "x", default)),
            Refused(await _room.Of<ReadingDesk>().Restrict(stranger, id, true, "x", default)),
            Refused(await _room.Of<Holds>().Place(stranger, folder, new HoldId("h"), null, "x", default)),
            Refused(await _room.Of<Holds>().AskRelease(stranger, folder, new HoldId("h"), "x", default)),
            Refused(await _room.Of<Holds>().DecideRelease(stranger, folder, new HoldId("h"), true, "x", default)),
            Refused(await _room.Of<ErasureDesk>().Ask(stranger, id, Permission.ManageRetention, _room.Wish(), RemovalKind.Erasure, "x", null, default)),
            Refused(await _room.Of<ErasureDesk>().Decide(standards, id, "r", true, "x", default)),
            Refused(await _room.Of<RetentionDesk>().Keep(stranger, id, Morning.AddDays(9), "x", default)),
            Refused(await _room.Of<RetentionDesk>().Dispose(stranger, id, _room.Wish(), "x", default)),
            Refused(await _room.Of<CertificateDesk>().Write(stranger, id, default)),
        ];

        Assert.All(answers, answer => Assert.IsType<Refusal.NotFound>(answer));
        Assert.Null(await _room.Of<EvidenceStore>().Find(stranger.Tenant, id, default));
        Assert.Empty(await _room.Of<EvidenceStore>().List(stranger.Tenant, folder, default));
        Assert.Null(await _room.Of<EvidenceStore>().OpenForDisclosure(stranger, taken, _room.Wish(), default));
        Assert.Empty(await _room.Of<Holds>().OpenOn(stranger.Tenant, folder, default));
    }

    [Fact]
    public async Task A_package_whose_file_was_changed_does_not_read()
    {
        var taken = await _room.Exhibit();
        var opened = Granted(await _room.Of<ReadingDesk>().Open(_room.Officer, taken.Id, _room.Wish(), "For the interview", default));
        var at = opened.Package.AsSpan().IndexOf("Harbour Lane"u8);
        opened.Package[at] = (byte)'B';

        Assert.ThrowsAny<InvalidDataException>(() => WaczPackage.Read(opened.Package));
    }

    [Fact]
    public async Task Evidence_moved_to_another_class_is_read_as_before()
    {
        var taken = await _room.Exhibit();

        Granted(await _room.Of<ReadingDesk>().Move(_room.Desk, taken.Id, EvidenceClass.Serious, "It was no prank.", default));

        var (exhibit, statement) = Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "For the interview", default));
        Assert.Equal((EvidenceClass.Serious, Words), (exhibit.Class, statement.Post.Text));
    }

    [Fact]
    public async Task Restricted_evidence_is_read_by_few()
    {
        var taken = await _room.Exhibit();
        Granted(await _room.Of<ReadingDesk>().Restrict(_room.Owner, taken.Id, true, "Accuracy is contested", default));

        Assert.IsType<Refusal.NotPermitted>(Refused(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "For the interview", default)));
        Granted(await _room.Of<ReadingDesk>().Read(_room.Standards, taken.Id, _room.Wish(), "For the review", default));
        Granted(await _room.Of<ReadingDesk>().Restrict(_room.Owner, taken.Id, false, "It was right", default));
        Granted(await _room.Of<ReadingDesk>().Read(_room.Officer, taken.Id, _room.Wish(), "For the interview", default));
    }

    /// <summary>The emulator itself, past what forbids overwriting: an insider with every right on storage.</summary>
    private static Azure.Storage.Blobs.BlobContainerClient Unguarded(string container) =>
        new(AzuriteStorage.ConnectionString().GetAwaiter().GetResult(), container);

    /// <summary>Every row and blob of the organisation as text, whatever its encoding; where mentions are collected is another matter.</summary>
    private async Task<List<string>> Dump()
    {
        var (storage, pieces) = (_room.Of<StorageClients>(), new List<string>());
        foreach (var name in new[] { EvidenceTable.Name, SecretTable.Name })
            await foreach (var row in storage.Tables.GetTableClient(name).QueryAsync<TableEntity>())
                if (row.PartitionKey.StartsWith(_room.Tenant.Value, StringComparison.Ordinal))
                    foreach (var (_, value) in row) pieces.Add(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}");
        await foreach (var container in storage.Blobs.GetBlobContainersAsync())
            if (container.Name.EndsWith($"-{_room.Tenant}", StringComparison.Ordinal))
                await foreach (var blob in storage.Blobs.GetBlobContainerClient(container.Name).GetBlobsAsync())
                {
                    pieces.Add(blob.Name);
                    var content = await storage.Blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync();
                    pieces.Add(Encoding.UTF8.GetString(content.Value.Content));
                }

        return pieces;
    }
}
