using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Journal;

public class BlobStoreAzuriteTests : LogStoreTests
{
    protected override Task<ILogStore> Store() => Fresh();

    /// <summary>The service does; Azurite seals whatever the position.</summary>
    protected override bool HeedsPositionOfSeal => false;

    [Fact]
    public async Task Two_sequencers_on_append_blobs_make_one_log()
    {
        var store = await Fresh();
        await using var one = TestLog.On(store);
        await using var two = TestLog.On(store);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            await Task.Delay(i % 20 * 5);
            return await (i % 2 == 0 ? one : two).Append(TestLog.Entry($"e{i}"), CancellationToken.None);
        }));
        await Task.WhenAll(one.PublishAll(CancellationToken.None), two.PublishAll(CancellationToken.None));

        Assert.Equal(Enumerable.Range(0, 120).Select(i => (long)i), receipts.Select(receipt => receipt.Index).Order());
        await using var reader = TestLog.On(store);
        var leaves = await reader.Reading.Read(0, 200, CancellationToken.None);
        Assert.Equal(120, leaves.Count);
        Assert.All(receipts, receipt => Assert.Equal(receipt.Leaf.ToArray(), leaves[(int)receipt.Index].Bytes.ToArray()));
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(i => reader.Reading.Prove(i * 29, CancellationToken.None))), proven =>
            Assert.Equal(leaves[(int)proven.Leaf.Index].Bytes.ToArray(), proven.Leaf.Bytes.ToArray()));
    }

    [Fact]
    public async Task A_segment_rolls_on_append_blobs_and_is_sealed()
    {
        var (store, clock) = (await Fresh(), new HandClock());
        await using var log = TestLog.On(store, clock);
        await log.Append(TestLog.Entry("a"), CancellationToken.None);
        clock.Now += TimeSpan.FromDays(1);
        await using var other = TestLog.On(store, clock);

        await other.Append(TestLog.Entry("b"), CancellationToken.None);
        var third = await log.Append(TestLog.Entry("c"), CancellationToken.None);

        Assert.Equal(2, third.Index);
        Assert.Equal(AppendOutcome.Sealed, await store.Append("log1/seg/000000000000.paj", 0, "x"u8.ToArray(), CancellationToken.None));
    }

    private static async Task<ILogStore> Fresh()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var service = new BlobServiceClient(await AzuriteStorage.ConnectionString(), options);
        var name = AzuriteStorage.FreshName("journal");
        foreach (var area in Enum.GetValues<LogArea>()) await Container(area).CreateIfNotExistsAsync();
        return new BlobStore(Container);

        BlobContainerClient Container(LogArea area) => service.GetBlobContainerClient($"{name}-{area}".ToLowerInvariant());
    }
}
