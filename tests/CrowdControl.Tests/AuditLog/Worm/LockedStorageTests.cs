using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.Tests.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Worm;

/// <summary>The log on storage that refuses whatever locked policies refuse: it never asks for any of it, whatever fails.</summary>
public sealed class LockedStorageTests : IAsyncLifetime
{
    private static readonly Fault[] Faults = [Fault.Before, Fault.After, Fault.Twice, Fault.Late, Fault.CrashBefore, Fault.CrashAfter];
    private ProxiedStorage _storage = null!;

    /// <summary>More with <c>./test --long</c>.</summary>
    private static int Schedules => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 500 : 6;

    public async Task InitializeAsync() => _storage = await ProxiedStorage.Before(await AzuriteStorage.ConnectionString());

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task Whatever_fails_the_log_never_asks_to_overwrite_or_to_delete()
    {
        for (var seed = 0; seed < Schedules; seed++)
        {
            var (random, storage) = (new Random(seed), await Fresh());
            await new CrashSchedule(seed, tears: false, _ =>
            {
                lock (random) return random.Next(5) == 0 ? Faults[random.Next(Faults.Length)] : Fault.None;
            }, storage).Run(steps: 12);
        }

        Assert.Empty(_storage.Worm.Refused);
        Assert.All(_storage.Worm.Made, blob => Assert.True(blob.OnlyIfFree, $"{blob} is made without If-None-Match: *"));
    }

    [Fact]
    public async Task Segments_tiles_bundles_and_checkpoints_are_all_made_only_where_nothing_is()
    {
        var (storage, clock) = (await Fresh(), new HandClock());
        await using var log = TestLog.On(storage.Store, clock);
        for (var batch = 0; batch < 3; batch++)
        {
            await log.Append([.. Enumerable.Range(0, 200).Select(i => TestLog.Entry($"e{batch}-{i}"))], CancellationToken.None);
            await log.PublishAll(CancellationToken.None);
            clock.Now += TimeSpan.FromDays(1);
        }

        var made = _storage.Worm.Made;
        foreach (var part in new[] { "log1/seg/000000000000.paj", "log1/seg/000000000200.paj", "log1/tile/0/000", "log1/tile/entries/001", "log1/ckpt/000000000600" })
            Assert.Contains(made, blob => blob.Blob == part);
        Assert.All(made, blob => Assert.True(blob.OnlyIfFree, $"{blob} is made without If-None-Match: *"));
        Assert.Empty(_storage.Worm.Refused);
    }

    private async Task<CrashStorage> Fresh()
    {
        var service = new BlobServiceClient(_storage.ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        var name = AzuriteStorage.FreshName("locked");
        foreach (var area in Enum.GetValues<LogArea>()) await Container(area).CreateIfNotExistsAsync();
        return new CrashStorage(new BlobStore(Container), () => Container(LogArea.Live).GetBlobClient("log1/right-edge").DeleteIfExistsAsync());

        BlobContainerClient Container(LogArea area) => service.GetBlobContainerClient($"audit-{area}-{name}".ToLowerInvariant());
    }
}
