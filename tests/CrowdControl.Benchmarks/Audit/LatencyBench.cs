using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.LocalRuntime.Servers;
using Entry = CrowdControl.AuditLog.Sequencing.Entry;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G7: 200 entries a second that come when they come, not when the log is ready. The measure is B, the flush window and the p99 of
/// the bare write to the same storage at the same pace.</summary>
internal static class LatencyBench
{
    private const double Window = 0.020;
    private const int Entries = 800;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly byte[] Written = new byte[BenchLog.EntrySize + 2 + 192];

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        await using var azurite = await AzuriteServer.Start(CancellationToken.None);
        var account = AzuriteBench.Account(azurite);
        using var files = new FileStore(folder.At("store"));
        using var raw = new FileStore(folder.At("raw"));
        await raw.CreateSegment("raw", CancellationToken.None);
        var position = 0L;
        var local = await Of("local", folder, files, async () =>
        {
            await raw.Append("raw", position, Written, CancellationToken.None);
            position += Written.Length;
        });

        var container = (await account.CreateBlobContainerAsync("raw")).Value;
        var blob = container.GetAppendBlobClient("raw");
        await blob.CreateAsync();
        var end = 0L;
        var emulated = await Of("azurite", folder, await AzuriteBench.Store(account), async () =>
        {
            await AzuriteBench.Append(blob, Written, end);
            end += Written.Length;
        });
        return [.. local, .. emulated];
    }

    private static async Task<IReadOnlyList<Row>> Of(string where, BenchFolder folder, ILogStore store, Func<Task> write)
    {
        await using var log = BenchLog.On(store, BenchLog.Settings(folder.Signer));
        var (number, checkpoints) = (0, 0.0);
        var rounds = await Rounds.Of($"200/s on {where}, p99 in s",
            ("B", async () => Window + Rounds.Quantile(await Alone(write), 0.99)),
            ("sequenced", Sequenced),
            ("checkpoint", () => Task.FromResult(checkpoints)));
        return
        [
            new Row($"audit.latency.{where}.b", rounds.Median("B") * 1000, "ms: B"),
            Row.AtMost($"audit.latency.{where}.sequenced", rounds.Ratio("sequenced", "B"), "x B, p99 to sequenced", 2.5),
            Row.AtMost($"audit.latency.{where}.checkpoint", rounds.Ratio("checkpoint", "B"), "x B, p99 to a checkpoint", 5),
        ];

        async Task<double> Sequenced()
        {
            (var sequenced, checkpoints) = await Together(log, number);
            number += Entries;
            return sequenced;
        }
    }

    private static async Task<IReadOnlyList<double>> Alone(Func<Task> write)
    {
        var (took, clock) = (new List<double>(), Stopwatch.StartNew());
        for (var i = 0; i < Entries / 2; i++)
        {
            await Until(clock, i * Pace);
            var begun = clock.Elapsed;
            await write();
            took.Add((clock.Elapsed - begun).TotalSeconds);
        }
        return took;
    }

    /// <returns>Seconds from when an entry came, and from when a checkpoint was asked for, which is for each twentieth.</returns>
    private static async Task<(double Sequenced, double Checkpoint)> Together(SequencedLog log, int from)
    {
        var (sequenced, signed, clock) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), Stopwatch.StartNew());
        await log.Size(CancellationToken.None);
        var all = new List<Task>();
        for (var i = 0; i < Entries; i++)
        {
            await Until(clock, i * Pace);
            all.Add(One(BenchLog.Entry(from + i), i * Pace, i % 20 == 0));
        }
        await Task.WhenAll(all);
        return (Rounds.Quantile(sequenced, 0.99), Rounds.Quantile(signed, 0.99));

        async Task One(Entry entry, TimeSpan came, bool sign)
        {
            var receipt = await log.Append(entry, CancellationToken.None);
            sequenced.Add((clock.Elapsed - came).TotalSeconds);
            if (!sign) return;
            var asked = clock.Elapsed;
            await log.Publish(receipt.Index, CancellationToken.None);
            signed.Add((clock.Elapsed - asked).TotalSeconds);
        }
    }

    // Waits for its time by looking at the clock, because a timer's own lateness would be counted as the log's.
    private static async Task Until(Stopwatch clock, TimeSpan due)
    {
        while (due - clock.Elapsed is { Ticks: > 0 } left)
            if (left > TimeSpan.FromMilliseconds(2)) await Task.Delay(1);
            else await Task.Yield();
    }
}
