using System.Diagnostics;
using System.Security.Cryptography;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G6: a disclosure pack of a thousand entries, verified by the program that a stranger gets, its start included, beside as many checks of
/// P-256.</summary>
internal static class PackBench
{
    private const int Entries = 1_000;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        var (pack, policy) = (folder.At("pack.zip"), folder.At("trust.policy"));
        await File.WriteAllTextAsync(policy, BenchLog.Policy(folder.Signer));
        await using (var zip = File.Create(pack)) await new BenchPack(folder.Signer).Write(zip, Entries);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var said = new byte[BenchLog.EntrySize];
        var signature = key.SignData(said, HashAlgorithmName.SHA256);
        var rounds = await Rounds.Of($"verify a pack of {Entries} entries, s",
            ("verify", async () => (await VerifyBench.Verify(0, "pack", pack, "--policy", policy, "--json")).Seconds),
            ("P-256", () => Task.FromResult(Checks())));
        return
        [
            new Row("audit.pack", rounds.Median("verify"), "s for a pack of 1,000 entries"),
            Row.AtMost("audit.pack.check", rounds.Ratio("verify", "P-256"), "x 1,000 checks of P-256, start included", 16),
        ];

        double Checks()
        {
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < Entries; i++)
                if (!key.VerifyData(said, signature, HashAlgorithmName.SHA256)) throw new InvalidOperationException("The signature does not hold.");
            return clock.Elapsed.TotalSeconds;
        }
    }
}
