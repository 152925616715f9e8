using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.Seam;

namespace CrowdControl.Tests.AuditLog.Notes;

public class CheckpointTests
{
    private const string Root = "bC+VwvrJbalNVjfkdI8kUgs7mJoXrqiXCE7bgnD28pY=";
    private const string Tessera = "data/vectors/tessera/testdata/log";

    [Fact]
    public void A_checkpoint_is_read_and_written_back()
    {
        const string text = $"example.com/log/testdata\n8\n{Root}\n";

        var checkpoint = Checkpoint.Parse(text);

        Assert.Equal(new Checkpoint("example.com/log/testdata", 8, Digest.FromBase64(Root)), checkpoint);
        Assert.Equal(text, checkpoint.Text);
        Assert.Equal(ulong.MaxValue, Checkpoint.Parse($"a\n18446744073709551615\n{Root}\n").Size);
    }

    [Theory]
    [InlineData(""), InlineData("a\n8\n"), InlineData("a\n8\n<root>"), InlineData("a\n8\n<root>\n\n")]
    [InlineData("a\n8\n<root>\nextension\n"), InlineData("\n8\n<root>\n")]
    [InlineData("a b\n8\n<root>\n"), InlineData("a+b\n8\n<root>\n"), InlineData("a\n08\n<root>\n")]
    [InlineData("a\n+8\n<root>\n"), InlineData("a\n-8\n<root>\n")]
    [InlineData("a\n 8\n<root>\n"), InlineData("a\n\n<root>\n"), InlineData("a\n18446744073709551616\n<root>\n")]
    [InlineData("a\n8 \n<root>\n"), InlineData("a\n٨\n<root>\n")]
    [InlineData("a\n8\n<root> \n"), InlineData("a\n8\nAAAA\n"), InlineData("a\n8\n\n"), InlineData("a\n0x8\n<root>\n")]
    [InlineData("a\n8\n<root>\r\n")]
    public void Another_spelling_is_no_checkpoint(string text) =>
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text.Replace("<root>", Root, StringComparison.Ordinal)));

    [SharedFact(Tessera), Trait("Goal", "G1")]
    public void All_16_checkpoints_of_the_Tessera_log_verify_and_have_the_roots_of_its_leaves()
    {
        var folder = SharedFactAttribute.Of(Tessera);
        var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {PublicNotes.Tessera}\nquorum none\n"));
        var range = new CompactRange();

        string[] words = [.. "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten".Split(' ')];
        for (var size = 0; size <= words.Length; size++)
        {
            if (size > 0) range.Add(TreeHash.Leaf(Encoding.UTF8.GetBytes(words[size - 1])));
            var bytes = File.ReadAllBytes(Path.Combine(folder, $"checkpoint.{size}"));
            var checkpoint = policy.Verify(SignedNote.Parse(bytes)).Checkpoint;

            Assert.Equal(((ulong)size, range.Root()), (checkpoint.Size, checkpoint.Root));
            Assert.Equal(bytes, SignedNote.Parse(bytes).ToBytes());
        }
        Assert.Equal("rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=", range.Root().ToBase64());
    }

    [SharedFact(Tessera), Trait("Goal", "G1")]
    public void The_Tessera_tile_holds_the_leaf_hashes_and_its_bundle_the_leaves()
    {
        var folder = SharedFactAttribute.Of(Tessera);
        var tile = File.ReadAllBytes(Path.Combine(folder, TilePath.Of(new TileId(0, 0, 15))));
        var bundle = File.ReadAllBytes(Path.Combine(folder, TilePath.Bundle(0, 15)));
        var hashes = new List<Digest>();

        for (var at = 0; at < bundle.Length; at += 2 + (bundle[at] << 8) + bundle[at + 1])
            hashes.Add(TreeHash.Leaf(bundle.AsSpan(at + 2, (bundle[at] << 8) + bundle[at + 1])));

        Assert.Equal(480, tile.Length);
        Assert.Equal(Digest.Over(tile), hashes.ToArray());
    }

    [Fact]
    public async Task A_checkpoint_signed_by_a_key_file_verifies_and_no_flipped_bit_or_truncation_of_it_does()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var made = KeyFileSigner.Create(path, "audit.example/log/1");
            using var signer = KeyFileSigner.Open(path, "audit.example/log/1");
            var checkpoint = new Checkpoint("audit.example/log/1", 8, Digest.FromBase64(Root));
            var note = (await CheckpointSigning.Sign(checkpoint, [signer], CancellationToken.None)).ToBytes();
            var policy = TrustPolicy.Parse(Encoding.UTF8.GetBytes($"log {made.Key}\nquorum none\n"));

            Assert.Equal(checkpoint, policy.Verify(SignedNote.Parse(note)).Checkpoint);
            for (var bit = 0; bit < note.Length * 8; bit++)
            {
                var flipped = note.ToArray();
                flipped[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<FormatException>(() => policy.Verify(SignedNote.Parse(flipped)));
            }
            for (var length = 0; length < note.Length; length++)
                Assert.Throws<FormatException>(() => policy.Verify(SignedNote.Parse(note.AsSpan(0, length))));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Two_keys_sign_together_while_one_gives_way_and_a_key_of_another_log_does_not_sign()
    {
        using var old = new MemorySigner("audit.example/log/1");
        using var young = new MemorySigner("audit.example/log/1");
        using var other = new MemorySigner("audit.example/log/2");
        var checkpoint = new Checkpoint("audit.example/log/1", 0, TreeHash.Empty);

        var note = await CheckpointSigning.Sign(checkpoint, [old, young], CancellationToken.None);

        Assert.Equal(2, note.Verify([old.Key, young.Key]).Count);
        await Assert.ThrowsAsync<InvalidOperationException>(() => CheckpointSigning.Sign(checkpoint, [old, other], CancellationToken.None));
        young.Broken = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => CheckpointSigning.Sign(checkpoint, [young], CancellationToken.None));
    }
}
