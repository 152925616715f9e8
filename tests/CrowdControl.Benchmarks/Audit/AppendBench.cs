using System.Diagnostics;
using CrowdControl.AuditLog.Journal;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G4: durable appends to local files, beside Hypercore and Go's log, each of which flushes after each call as ours does.</summary>
internal static class AppendBench
{
    private const int Batches = 200;
    private const int Batch = 256;
    private const int Singles = 400;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        using var go = Peer.Go();
        using var hypercore = Peer.Hypercore();
        var together = await Of(Batches, Batch, folder, go, hypercore);
        var single = await Of(Singles, 1, folder, go, hypercore);
        return
        [
            new Row("audit.append.batch", together.Median("ours"), "entries/s in batches of 256"),
            Row.AtLeast("audit.append.batch.hypercore", together.Ratio("ours", "hypercore"), "x Hypercore with fdatasync", 3),
            Row.AtLeast("audit.append.batch.go", together.Ratio("ours", "go"), "x Go x/mod tlog", 1),
            new Row("audit.append.batch.published.hypercore", together.Ratio("published", "hypercore"), "x, with all tiles and a checkpoint"),
            new Row("audit.append.single", single.Median("ours"), "entries/s one by one"),
            Row.AtLeast("audit.append.single.hypercore", single.Ratio("ours", "hypercore"), "x Hypercore with fdatasync", 1.5),
            new Row("audit.append.single.go", single.Ratio("ours", "go"), "x Go x/mod tlog"),
        ];
    }

    private static Task<Rounds> Of(int calls, int batch, BenchFolder folder, Peer go, Peer hypercore)
    {
        var command = $"append {folder.Path} {calls} {batch} {BenchLog.EntrySize}";
        return Rounds.Of($"append by {batch}, entries/s",
            ("ours", () => Ours(calls, batch, folder)),
            ("hypercore", async () => calls * batch / await hypercore.Seconds(command)),
            ("go", async () => calls * batch / await go.Seconds(command)),
            ("published", () => Ours(calls, batch, folder, published: true)));
    }

    /// <summary>As the product does it: tiles, checkpoints and head go out on the grid, or when enough tiles wait.</summary>
    /// <param name="published">Counts in the time until all of them are out, which is what an import of any length comes to.</param>
    private static async Task<double> Ours(int calls, int batch, BenchFolder folder, bool published = false)
    {
        using var store = new FileStore(folder.At($"append-{Stopwatch.GetTimestamp()}"));
        await using var log = BenchLog.On(store, BenchLog.Settings(folder.Signer));
        var seconds = await BenchLog.Append(log, calls, batch);
        var clock = Stopwatch.StartNew();
        await log.PublishAll(CancellationToken.None);
        if (published) seconds += clock.Elapsed.TotalSeconds;
        return log.PublishingFault is null ? calls * batch / seconds : throw log.PublishingFault;
    }
}
