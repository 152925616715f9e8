using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using static CrowdControl.Tests.AuditLog.Worm.WormPlace;

namespace CrowdControl.Tests.AuditLog.Worm;

/// <summary>
/// What storage under immutability policies refuses, told by trying: of what stands before the emulator in every run, and before each
/// release of a real account, so that the one is known to be as strict as the other (<see cref="WormPlace"/>).
/// </summary>
public sealed class WormContract : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Words = new() { ["who"] = "nobody" };
    private readonly WormPlace _place = new();

    public Task InitializeAsync() => _place.InitializeAsync();

    public Task DisposeAsync() => _place.DisposeAsync();

    [Fact]
    public async Task A_journal_takes_appends_and_nothing_else()
    {
        var container = await Container("journal");
        var segment = container.GetAppendBlobClient(Fresh("seg"));
        await segment.CreateAsync(new AppendBlobCreateOptions { Conditions = new() { IfNoneMatch = ETag.All } });
        await Append(segment, 0);
        await Append(segment, 3);

        Assert.Equal(DueToPolicy, await Code(() => segment.CreateAsync()));
        Assert.Equal(DueToPolicy, await Code(() => container.GetBlobClient(segment.Name).UploadAsync(Bytes("other"), overwrite: true)));
        await RefusesChanges(container.GetBlobClient(segment.Name));
        Assert.Equal("abcabc", await Text(container, segment.Name));
    }

    [Fact]
    public async Task What_is_there_is_said_to_be_there_to_one_who_asks_to_make_it_only_where_nothing_is()
    {
        var (journal, anchors) = (await Container("journal"), await Container("anchors"));
        var (segment, note) = (journal.GetAppendBlobClient(Fresh("seg")), anchors.GetBlobClient(Fresh("ckpt")));
        await segment.CreateAsync(new AppendBlobCreateOptions { Conditions = new() { IfNoneMatch = ETag.All } });
        await note.UploadAsync(Bytes("one"), OnlyIfFree());

        Assert.Equal("BlobAlreadyExists", await Code(() => segment.CreateAsync(new AppendBlobCreateOptions { Conditions = new() { IfNoneMatch = ETag.All } })));
        Assert.Equal("BlobAlreadyExists", await Code(() => note.UploadAsync(Bytes("two"), OnlyIfFree())));
        Assert.Equal("one", await Text(anchors, note.Name));
    }

    [Fact]
    public async Task A_segment_can_be_sealed_and_takes_nothing_more_then()
    {
        var segment = (await Container("journal")).GetAppendBlobClient(Fresh("seg"));
        await segment.CreateAsync();
        await Append(segment, 0);

        await segment.SealAsync(new AppendBlobRequestConditions { IfAppendPositionEqual = 3 });

        Assert.Equal("BlobIsSealed", await Code(() => Append(segment, 3)));
    }

    [Theory, InlineData("tiles"), InlineData("anchors")]
    public async Task A_tile_and_an_anchor_are_made_once(string kind)
    {
        var container = await Container(kind);
        var made = container.GetBlobClient(Fresh(kind));
        await made.UploadAsync(Bytes("one"), OnlyIfFree());

        var inBlocks = container.GetBlockBlobClient(made.Name);
        Assert.Equal(DueToPolicy, await Code(() => made.UploadAsync(Bytes("two"), overwrite: true)));
        Assert.Equal(DueToPolicy, await Code(() => inBlocks.StageBlockAsync("AAAA", Bytes("two"))));
        Assert.Equal(DueToPolicy, await Code(() => inBlocks.CommitBlockListAsync([])));
        await RefusesChanges(made);
        Assert.Equal("one", await Text(container, made.Name));
    }

    [Theory, InlineData("tiles"), InlineData("anchors")]
    public async Task Where_appends_are_not_protected_nothing_is_appended(string kind)
    {
        var blob = (await Container(kind)).GetAppendBlobClient(Fresh(kind));
        await blob.CreateAsync();

        Assert.Equal(DueToPolicy, await Code(() => Append(blob, 0)));
    }

    [Fact]
    public async Task An_exhibit_outlasts_whatever_is_tried_with_it()
    {
        var container = await Container("ev-routine");
        var exhibit = container.GetBlobClient(Fresh("ev"));
        var version = (await exhibit.UploadAsync(Bytes("seen"), OnlyIfFree())).Value.VersionId;

        await Code(() => exhibit.UploadAsync(Bytes("never seen"), overwrite: true));
        await Code(() => exhibit.DeleteAsync());

        Assert.Equal("seen", (await Version(exhibit, version).DownloadContentAsync()).Value.Content.ToString());
        Assert.Equal(DueToPolicy, await Code(() => Version(exhibit, version).DeleteAsync()));
    }

    [Fact]
    public async Task A_hold_on_an_exhibit_is_named_as_the_reason_until_it_is_lifted()
    {
        var exhibit = (await Container("ev-routine")).GetBlobClient(Fresh("ev"));
        var version = Version(exhibit, (await exhibit.UploadAsync(Bytes("seen"), OnlyIfFree())).Value.VersionId);

        await exhibit.SetLegalHoldAsync(true);
        var held = await Code(() => version.DeleteAsync());
        Assert.True((await exhibit.GetPropertiesAsync()).Value.HasLegalHold);
        await exhibit.SetLegalHoldAsync(false);

        Assert.Equal(DueToHold, held);
        Assert.False((await exhibit.GetPropertiesAsync()).Value.HasLegalHold);
        Assert.Equal(DueToPolicy, await Code(() => version.DeleteAsync()));
    }

    [Fact]
    public async Task What_can_be_rebuilt_may_be_replaced_and_taken_away()
    {
        var container = await Container("live");
        var live = container.GetBlobClient(Fresh("live"));
        await live.UploadAsync(Bytes("one"));

        await live.UploadAsync(Bytes("two"), overwrite: true);
        Assert.Equal("two", await Text(container, live.Name));
        await live.DeleteAsync();
        Assert.False(await live.ExistsAsync());
    }

    private static async Task RefusesChanges(BlobClient blob)
    {
        Assert.Equal(DueToPolicy, await Code(() => blob.DeleteAsync()));
        Assert.Equal(DueToPolicy, await Code(() => blob.SetMetadataAsync(Words)));
        Assert.Equal(DueToPolicy, await Code(() => blob.SetHttpHeadersAsync(new BlobHttpHeaders { ContentType = "text/plain" })));
        Assert.Equal(DueToPolicy, await Code(() => blob.CreateSnapshotAsync()));
    }

    private static BlobClient Version(BlobClient blob, string? version) => version is null ? blob : blob.WithVersion(version);

    private static Stream Bytes(string text) => BinaryData.FromString(text).ToStream();

    private static BlobUploadOptions OnlyIfFree() => new() { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } };

    private static Task<Response<BlobAppendInfo>> Append(AppendBlobClient blob, long position) => blob.AppendBlockAsync(
        Bytes("abc"), new AppendBlobAppendBlockOptions { Conditions = new() { IfAppendPositionEqual = position } });

    private Task<BlobContainerClient> Container(string kind) => _place.Container(kind);
}
