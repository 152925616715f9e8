using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Notes;

public sealed class TlogProofTests : IDisposable
{
    private readonly MemorySigner _signer = new("audit.example/log/1");
    private readonly byte[] _seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public async Task A_proof_is_written_read_and_verified_for_its_own_leaf_alone()
    {
        var proof = await Proof(5);
        var policy = Policy();

        var read = TlogProof.Parse(proof.ToBytes());
        var trusted = read.Verify(EightLeaves.Leaves[5], policy);

        Assert.Equal(proof.ToBytes(), read.ToBytes());
        Assert.Equal((5UL, 8UL), (read.Index, trusted.Checkpoint.Size));
        Assert.Equal(("w", 1_700_000_000UL), (trusted.Cosignatures[0].Witness.Name, trusted.Cosignatures[0].Time));
        Assert.Throws<FormatException>(() => read.Verify(EightLeaves.Leaves[4], policy));
        Assert.Throws<FormatException>(() => (read with { Index = 4 }).Verify(EightLeaves.Leaves[5], policy));
    }

    [Fact]
    public async Task Extra_bytes_are_kept_and_prove_nothing()
    {
        var proof = await Proof(0) with { Extra = "context"u8.ToArray() };

        var read = TlogProof.Parse(proof.ToBytes());

        Assert.Equal("context"u8.ToArray(), read.Extra!.Value.ToArray());
        read.Verify(EightLeaves.Leaves[0], Policy());
    }

    [Fact]
    public async Task Every_flipped_bit_and_every_truncation_of_a_proof_is_refused()
    {
        var bytes = (await Proof(5)).ToBytes();
        var policy = Policy();

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<FormatException>(() => TlogProof.Parse(flipped).Verify(EightLeaves.Leaves[5], policy));
        }
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => TlogProof.Parse(bytes.AsSpan(0, length)).Verify(EightLeaves.Leaves[5], policy));
    }

    [Theory]
    [InlineData("index 5", "index 05"), InlineData("index 5", "index  5"), InlineData("index 5", "index")]
    [InlineData("index 5", "Index 5")]
    [InlineData("index 5", "extra AAAA"), InlineData("index 5", "extra \nextra \nindex 5"), InlineData("index 5", "index 5\nextra AAAA")]
    [InlineData("@v1", "@v2"), InlineData("@v1\n", "@v1\n\n"), InlineData("@v1\n", "@v1\r\n")]
    [InlineData("index 5", "extra AAA\nindex 5")]
    public async Task Another_spelling_is_no_proof(string good, string bad)
    {
        var text = Encoding.UTF8.GetString((await Proof(5)).ToBytes());

        var changed = Encoding.UTF8.GetBytes(text.Replace(good, bad, StringComparison.Ordinal));

        Assert.Throws<FormatException>(() => TlogProof.Parse(changed));
    }

    [Fact]
    public async Task A_proof_of_too_many_hashes_is_refused_before_it_is_computed()
    {
        var proof = await Proof(5) with { Hashes = new Digest[65] };

        Assert.Throws<FormatException>(() => TlogProof.Parse(proof.ToBytes()));
    }

    public void Dispose() => _signer.Dispose();

    private TrustPolicy Policy() => TrustPolicy.Parse(
        Encoding.UTF8.GetBytes($"log {_signer.Key}\nwitness w {Cosignature.Key("w.example", _seed)}\nquorum w\n"));

    private async Task<TlogProof> Proof(ulong index)
    {
        var checkpoint = new Checkpoint("audit.example/log/1", 8, EightLeaves.Roots[8]);
        var note = await CheckpointSigning.Sign(checkpoint, [_signer], CancellationToken.None);
        var cosigned = note.With(Cosignature.Sign("w.example", _seed, note.Text, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        return new TlogProof(index, EightLeaves.Tree().Prove(index, 8), cosigned);
    }
}
