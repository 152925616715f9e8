using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>G6: how long a proof is at 16 million entries, and how long checking it takes beside one check of P-256.</summary>
internal static class ProofBench
{
    private const int Height = 24;
    private const int Checks = 500;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        using var folder = new BenchFolder();
        var leaf = new Leaf(BenchLog.Draft(7), TimeProvider.System.GetUtcNow(), new StreamPlace("acct:07", 0, -1)).ToBytes();
        var proof = await Proof(folder, leaf);
        var written = proof.ToBytes();
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes(BenchLog.Policy(folder.Signer, witnesses: 3)));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = key.SignData(leaf, HashAlgorithmName.SHA256);
        var rounds = await Rounds.Of("check of a proof, s",
            ("proof", () => Time(() => TlogProof.Parse(written).Verify(leaf, policy))),
            ("P-256", () => Time(() => key.VerifyData(leaf, signature, HashAlgorithmName.SHA256))));
        return
        [
            Row.AtMost("audit.proof.size", leaf.Length + Height * Digest.Size + proof.Checkpoint.ToBytes().Length, "bytes at 16 M entries", 2048),
            new Row("audit.proof.text", leaf.Length + written.Length, "bytes as entry and .tlog-proof"),
            Row.AtMost("audit.proof.check", rounds.Ratio("proof", "P-256"), "x one check of P-256", 8),
        ];
    }

    private static Task<double> Time(Action check)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Checks; i++) check();
        return Task.FromResult(clock.Elapsed.TotalSeconds / Checks);
    }

    /// <summary>In a tree of 2^24 leaves that are all the same but for one: each of its nodes is known without making them all.</summary>
    private static async Task<TlogProof> Proof(BenchFolder folder, byte[] leaf)
    {
        const ulong Index = 0xabcdef;
        var (hash, other, path) = (TreeHash.Leaf(leaf), TreeHash.Leaf("other"u8), new Digest[Height]);
        for (var level = 0; level < Height; level++)
        {
            path[level] = other;
            hash = (Index >> level & 1) == 0 ? TreeHash.Node(hash, other) : TreeHash.Node(other, hash);
            other = TreeHash.Node(other, other);
        }
        var note = await CheckpointSigning.Sign(new Checkpoint(BenchLog.Origin, 1 << Height, hash), [folder.Signer], CancellationToken.None);
        for (var witness = 0; witness < 3; witness++)
            note = note.With(Cosignature.Sign(BenchLog.WitnessName(witness), BenchLog.Seed(witness), note.Text, TimeProvider.System.GetUtcNow()));
        return new TlogProof(Index, path, note);
    }
}
