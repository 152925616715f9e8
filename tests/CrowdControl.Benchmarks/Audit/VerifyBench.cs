using System.Diagnostics;
using System.Text.Json.Nodes;
using CrowdControl.AuditLog.Exporting;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G5 and the second half of G3: a million entries verified in whole by the program that a stranger gets, beside Go, which only
/// rebuilds the tree of the same files, and beside Hypercore's audit; and a log of that length opened again after its end was lost.</summary>
internal static class VerifyBench
{
    private const int Entries = 1_000_000;

    /// <summary>Entries after the last right edge and checkpoint, as a crash leaves them: fewer than make the log publish at once.</summary>
    private const int Tail = 10_000;

    /// <summary>Hypercore audits a tenth: it takes a minute for all.</summary>
    private const int Audited = 100_000;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        using var go = Peer.Go();
        using var hypercore = Peer.Hypercore();
        var (export, store) = (folder.At("export"), folder.At("store"));
        await Make(folder, store, export);
        var policy = folder.At("trust.policy");
        await File.WriteAllTextAsync(policy, BenchLog.Policy(folder.Signer));

        var (root, peak) = ("", 0L);
        var rounds = await Rounds.Of($"verify {Entries} entries, s",
            ("verify", Verified),
            ("go", Rebuilt),
            ("recovery", () => Recover(folder, store)),
            ("hypercore", async () =>
                await hypercore.Seconds($"audit {folder.Path} {Audited} {BenchLog.EntrySize}") * Entries / Audited));
        return
        [
            new Row("audit.verify", rounds.Median("verify"), "s for 1,000,000 entries"),
            Row.AtMost("audit.verify.memory", peak / 1024.0 / 1024.0, "MB of memory at most", 128),
            Row.AtMost("audit.verify.go", rounds.Ratio("verify", "go"), "x Go rebuilding the same log", 2.3),
            Row.AtLeast("audit.verify.hypercore", rounds.Ratio("hypercore", "verify"), "x faster than Hypercore's audit", 18),
            Row.AtMost("audit.recovery", rounds.Ratio("recovery", "verify"), "x full verify, to recover", 2.0 / 3),
        ];

        async Task<double> Verified()
        {
            (var seconds, root, peak) = await Verify(peak, "log", export, "--policy", policy, "--json");
            return seconds;
        }

        async Task<double> Rebuilt()
        {
            var answer = (await go.Ask($"rebuild {export} {Entries}")).Split(' ');
            return Digest.FromBase64(answer[1]).ToHex() == root ? double.Parse(answer[0], null) / 1e9
                : throw new InvalidOperationException($"Go's root is {answer[1]}, and ours {root}.");
        }
    }

    /// <summary>The program as a child: its start is in its time.</summary>
    public static async Task<(double Seconds, string Root, long Peak)> Verify(long peak, params IEnumerable<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "verify.dll");
        var clock = Stopwatch.StartNew();
        using var verify = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
        var text = verify.StandardOutput.ReadToEndAsync();
        while (!verify.WaitForExit(20))
        {
            verify.Refresh();
            if (!verify.HasExited) peak = Math.Max(peak, verify.PeakWorkingSet64);
        }
        var seconds = clock.Elapsed.TotalSeconds;
        return verify.ExitCode == 0
            ? (seconds, JsonNode.Parse(await text)!["root"]?.GetValue<string>() ?? "", peak)
            : throw new InvalidOperationException($"verify says {verify.ExitCode}: {await text}");
    }

    private static async Task Make(BenchFolder folder, string directory, string export)
    {
        Console.WriteLine($"  Writing {Entries} entries ...");
        using var store = new FileStore(directory);
        await using var log = BenchLog.On(store, BenchLog.Settings(folder.Signer) with { Witnesses = BenchLog.Cosign });
        await Append(log, 0, Entries);
        await new LogExport(log, store, "log1").Write(export, CancellationToken.None);
        await Append(log, Entries, Tail);
    }

    private static async Task Append(SequencedLog log, int from, int count)
    {
        for (var at = from; at < from + count; at += 500) await log.Append(BenchLog.Entries(at, 500), CancellationToken.None);
    }

    private static async Task<double> Recover(BenchFolder folder, string directory)
    {
        var clock = Stopwatch.StartNew();
        using var store = new FileStore(directory);
        await using var log = BenchLog.On(store, BenchLog.Settings(folder.Signer));
        var size = await log.Size(CancellationToken.None);
        return size == Entries + Tail ? clock.Elapsed.TotalSeconds : throw new InvalidOperationException($"The log has {size} entries.");
    }
}
