using Azure.Storage.Blobs;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Hosting;
using static CrowdControl.Tests.Evidence.EvidenceRoom;

namespace CrowdControl.Tests.Evidence;

/// <summary>What storage itself is told of holds.</summary>
[Collection("evidence")]
public sealed class BlobHoldTests : IAsyncLifetime
{
    private EvidenceRoom _room = null!;

    public async Task InitializeAsync() => _room = await Open();

    public async Task DisposeAsync() => await _room.DisposeAsync();

    [Fact]
    public async Task A_hold_on_a_case_holds_the_blobs_of_what_is_in_it_and_of_what_comes_and_its_release_lets_them_go()
    {
        var folder = await _room.OpenCase();
        var (before, other) = (await _room.Exhibit(folder), await _room.Exhibit());
        var held = Granted(await _room.Hold(folder.Id));
        var after = await _room.Exhibit(held);

        Assert.Equal((true, true, false), (await IsHeld(before), await IsHeld(after), await IsHeld(other)));
        var record = await _room.Record();
        Assert.Equal(
            [$"{before.Blob}.bin", $"{after.Blob}.bin"],
            record.Where(entry => entry is { Act: BlobHolds.Applied, Outcome: AuditOutcome.Done }).Select(entry => entry.Subject.Id));

        var hold = held.Holds.Single().Id;
        Granted(await _room.Of<Holds>().AskRelease(_room.Standards, folder.Id, hold, "The trial is over", default));
        Assert.True(await IsHeld(before));
        Granted(await _room.Of<Holds>().DecideRelease(_room.Owner, folder.Id, hold, true, "Agreed", default));

        Assert.Equal((false, false), (await IsHeld(before), await IsHeld(after)));
        Assert.Equal(2, (await _room.Record()).Count(entry => entry is { Act: BlobHolds.Lifted, Outcome: AuditOutcome.Done }));
    }

    [Fact]
    public async Task An_exhibit_of_another_class_is_held_there_too()
    {
        var exhibit = await _room.Exhibit();
        Granted(await _room.Hold(exhibit.Id.Case, exhibit.Id));

        var moved = Granted(await _room.Of<ReadingDesk>().Move(_room.Desk, exhibit.Id, EvidenceClass.Serious, "It is graver than we thought", default)).Exhibit;

        Assert.True(await IsHeld(moved));
    }

    [Fact]
    public async Task What_a_killed_process_did_not_tell_storage_the_clock_does()
    {
        var exhibit = await _room.Exhibit();
        // As a process leaves it that is killed between the hold and storage.
        var folder = (await _room.Of<EvidenceTable>().Find(_room.Tenant, exhibit.Id.Case, default))!;
        var hold = new Hold(new Domain.HoldId("h"), null, "Order", _room.Officer.Signatory, _room.Clock.GetUtcNow(), HoldState.InForce, null);
        Assert.True(await _room.Of<EvidenceTable>().Write(
            new EvidenceChange(_room.Tenant).Case(folder, Granted(folder.Case.Place(hold))).ToHold(folder.Case.Id), default));
        Assert.False(await IsHeld(exhibit));

        _room.Restart();
        await _room.Of<KeepEvidence>().Run(default);

        Assert.True(await IsHeld(exhibit));
        Assert.Empty(await _room.Of<EvidenceTable>().ToHold(_room.Tenant, default));
    }

    private async Task<bool> IsHeld(Exhibit exhibit)
    {
        BlobContainerClient container = _room.Of<StorageClients>().Blobs.GetBlobContainerClient(EvidenceBlobs.ContainerOf(exhibit.Class, _room.Tenant));
        return (await container.GetBlobClient($"{exhibit.Blob}.bin").GetPropertiesAsync()).Value.HasLegalHold;
    }
}
