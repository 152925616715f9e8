using Azure.Storage.Blobs.Models;
using CrowdControl.LocalRuntime.Tests;
using static CrowdControl.Tests.AuditLog.Worm.WormPlace;

namespace CrowdControl.Tests.AuditLog.Worm;

/// <summary>What takes days or a lock to try, and so is tried before the emulator alone.</summary>
public sealed class RetentionTests : IAsyncLifetime
{
    private readonly PushedClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly WormPlace _place;

    public RetentionTests() => _place = new WormPlace(_clock);

    public Task InitializeAsync() => _place.InitializeAsync();

    public Task DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task Once_retention_is_over_a_blob_may_go_and_still_not_be_changed()
    {
        var anchors = await _place.Container("anchors");
        var note = anchors.GetBlobClient(Fresh("ckpt"));
        await note.UploadAsync(BinaryData.FromString("one"));
        _clock.Push(TimeSpan.FromDays(364));
        var before = await Code(() => note.DeleteAsync());

        _clock.Push(TimeSpan.FromDays(2));

        Assert.Equal(DueToPolicy, before);
        Assert.Equal(DueToPolicy, await Code(() => note.UploadAsync(BinaryData.FromString("two"), overwrite: true)));
        Assert.Equal("", await Code(() => note.DeleteAsync()));
    }

    [Fact]
    public async Task A_hold_on_a_container_outlasts_retention()
    {
        var anchors = await _place.Container("anchors");
        var note = anchors.GetBlobClient(Fresh("ckpt"));
        await note.UploadAsync(BinaryData.FromString("one"));
        _place.Gate.Hold(anchors.Name, true);
        _clock.Push(TimeSpan.FromDays(400));

        var held = await Code(() => note.DeleteAsync());
        _place.Gate.Hold(anchors.Name, false);

        Assert.Equal(DueToHold, held);
        Assert.Equal("", await Code(() => note.DeleteAsync()));
    }

    [Fact]
    public async Task A_container_that_holds_anything_stays()
    {
        var tiles = await _place.Container("tiles");
        await tiles.GetBlobClient(Fresh("tile")).UploadAsync(BinaryData.FromString("one"));

        Assert.Equal(DueToPolicy, await Code(() => tiles.DeleteAsync()));
    }

    [Fact]
    public async Task A_policy_of_an_exhibit_that_is_locked_is_only_ever_lengthened()
    {
        var exhibit = (await _place.Container("ev-routine")).GetBlobClient(Fresh("ev"));
        await exhibit.UploadAsync(BinaryData.FromString("seen"));
        var now = _clock.GetUtcNow();
        await exhibit.SetImmutabilityPolicyAsync(new() { ExpiresOn = now.AddDays(500), PolicyMode = BlobImmutabilityPolicyMode.Locked });

        Assert.NotEqual("", await Code(() => exhibit.DeleteImmutabilityPolicyAsync()));
        Assert.NotEqual("", await Code(() => exhibit.SetImmutabilityPolicyAsync(
            new() { ExpiresOn = now.AddDays(400), PolicyMode = BlobImmutabilityPolicyMode.Locked })));
        _clock.Push(TimeSpan.FromDays(450));
        Assert.Equal(DueToPolicy, await Code(() => exhibit.DeleteAsync()));
    }
}
