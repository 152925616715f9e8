using System.Text;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Notes;

/// <summary>G6: how long a proof is. How long checking it takes is ./bench audit's to measure.</summary>
[Trait("Goal", "G6")]
public sealed class ProofSizeTests : IDisposable
{
    private const string Origin = "audit.wexmoor.police.example/wexmoor/log/1";
    private readonly MemorySigner _signer = new(Origin);

    [Theory, InlineData(0UL), InlineData(0xabcdefUL), InlineData((1UL << 24) - 1)]
    public async Task At_16_million_entries_an_entry_with_its_proof_and_three_cosignatures_has_2_KB_at_most(ulong index)
    {
        const int Height = 24;
        var leaf = Encoding.UTF8.GetBytes(
            """
            {"act":{"amr":"fido2","r":"u:b81d","role":"approver"},"app":"crowdcontrol/1.4.0+9f3c2e1","d":{"reason":"TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao"},"id":"01a19b8a-cd78-7000-8000-0000000000b2","obj":{"id":"p:77aa","k":"post"},"out":"ok","pol":"2026-09/1","seq":{"n":5,"p":880,"s":"acct:3"},"t":"post.rejected","ts":"2026-11-02T09:15:27.480Z","v":1}
            """);
        // All other entries are the same, so that the tree's nodes are known without making 16 million.
        var (hash, other, path) = (TreeHash.Leaf(leaf), TreeHash.Leaf("other"u8), new Digest[Height]);
        for (var level = 0; level < Height; level++)
        {
            path[level] = other;
            hash = (index >> level & 1) == 0 ? TreeHash.Node(hash, other) : TreeHash.Node(other, hash);
            other = TreeHash.Node(other, other);
        }
        var note = await CheckpointSigning.Sign(new Checkpoint(Origin, 1UL << Height, hash), [_signer], CancellationToken.None);
        var policy = $"log {_signer.Key}\n";
        foreach (var witness in new byte[] { 1, 2, 3 })
        {
            var (name, seed) = ($"witness-{witness}.wexmoor.police.example", Enumerable.Repeat(witness, 32).ToArray());
            policy += $"witness w{witness} {Cosignature.Key(name, seed)}\n";
            note = note.With(Cosignature.Sign(name, seed, note.Text, DateTimeOffset.UnixEpoch));
        }
        policy += "group all all w1 w2 w3\nquorum all\n";

        var proof = TlogProof.Parse(new TlogProof(index, path, note).ToBytes());

        Assert.InRange(leaf.Length + Height * Digest.Size + note.ToBytes().Length, 1_500, 2_048);
        Assert.Equal(3, proof.Verify(leaf, TrustPolicy.Parse(Encoding.UTF8.GetBytes(policy))).Cosignatures.Count);
        Assert.Equal("post.rejected", Leaf.Parse(leaf).Draft.Type);
    }

    public void Dispose() => _signer.Dispose();
}
