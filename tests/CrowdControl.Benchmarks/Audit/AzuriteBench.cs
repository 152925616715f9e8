using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G4 on the storage emulator: the log's appends beside the bare call with as many bytes, position condition included.</summary>
internal static class AzuriteBench
{
    private const int Batches = 150;
    private const int Batch = 256;
    private const int FrameBytes = FrameHeader.Size + Batch * (2 + BenchLog.EntrySize) + Digest.Size;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        await using var azurite = await AzuriteServer.Start(CancellationToken.None);
        var account = Account(azurite);
        var settings = BenchLog.Settings(folder.Signer);
        var rounds = await Rounds.Of("append by 256 on Azurite, entries/s",
            ("ours", async () => await Ours(account, settings with { MostTilesWaiting = int.MaxValue })),
            ("raw", async () => await Raw(account)),
            ("with tiles", async () => await Ours(account, settings)));
        return
        [
            Row.AtLeast("audit.append.azurite", rounds.Ratio("ours", "raw"), "x raw AppendBlock", 0.6),
            new Row("audit.append.azurite.tiles", rounds.Ratio("with tiles", "raw"), "x raw, tiles in the same time"),
        ];
    }

    /// <summary>Clients as the product makes them: the log sees every answer, so nothing is tried again below it.</summary>
    public static BlobServiceClient Account(AzuriteServer azurite) =>
        new(azurite.ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });

    public static async Task<BlobStore> Store(BlobServiceClient account)
    {
        var name = $"bench-{Stopwatch.GetTimestamp()}";
        foreach (var area in Enum.GetValues<LogArea>()) await account.CreateBlobContainerAsync(Of(area));
        return new BlobStore(area => account.GetBlobContainerClient(Of(area)));

        string Of(LogArea area) => $"{name}-{area.ToString().ToLowerInvariant()}";
    }

    private static async Task<double> Ours(BlobServiceClient account, LogSettings settings)
    {
        await using var log = BenchLog.On(await Store(account), settings);
        var seconds = await BenchLog.Append(log, Batches, Batch);
        return log.PublishingFault is null ? Batches * Batch / seconds : throw log.PublishingFault;
    }

    private static async Task<double> Raw(BlobServiceClient account)
    {
        var container = (await account.CreateBlobContainerAsync($"bench-{Stopwatch.GetTimestamp()}")).Value;
        var blob = container.GetAppendBlobClient("raw");
        await blob.CreateAsync();
        var bytes = new byte[FrameBytes];
        var clock = Stopwatch.StartNew();
        for (var batch = 0; batch < Batches; batch++) await Append(blob, bytes, (long)batch * FrameBytes);
        return Batches * Batch / clock.Elapsed.TotalSeconds;
    }

    public static Task<Response<BlobAppendInfo>> Append(AppendBlobClient blob, byte[] bytes, long position) => blob.AppendBlockAsync(
        new MemoryStream(bytes),
        new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = position } });
}
