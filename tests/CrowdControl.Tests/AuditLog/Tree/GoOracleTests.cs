using System.Runtime.InteropServices;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Notes;

namespace CrowdControl.Tests.AuditLog.Tree;

/// <summary>G1: what Go's own transparency log says of random logs is what ours says. More logs with <c>./test --long</c>.</summary>
[Trait("Goal", "G1")]
public sealed class GoOracleTests : IDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";
    private readonly GoLog _go = new();

    [GoFact]
    public async Task Roots_and_proofs_of_random_logs_are_those_of_Go()
    {
        for (var seed = 0; seed < (Long ? 40 : 4); seed++)
        {
            var random = new Random(seed);
            var leaves = NaiveTree.Leaves(random.Next(1, Long ? 20_000 : 3_000), seed);
            var tree = NaiveTree.InMemory(leaves);
            await Teach(leaves);
            var (asked, expected) = (new List<string>(), new List<string>());
            for (var i = 0; i < 300; i++)
            {
                var size = random.Next(1, leaves.Length + 1);
                var (index, old) = (random.Next(size), random.Next(1, size + 1));
                asked.AddRange([$"root {size}", $"prove {size} {index}", $"prove-tree {size} {old}"]);
                expected.AddRange([
                    tree.Root((ulong)size).ToBase64(),
                    GoLog.Spell(tree.Prove((ulong)index, (ulong)size)),
                    GoLog.Spell(tree.ProveConsistency((ulong)old, (ulong)size))]);
            }

            Assert.Equal(expected, await _go.Ask(asked));
        }
    }

    [GoFact]
    public async Task Go_accepts_our_proofs_and_refuses_those_that_we_refuse()
    {
        var random = new Random(1);
        var tree = NaiveTree.InMemory(NaiveTree.Leaves(1_000, seed: 1));
        var (asked, expected) = (new List<string>(), new List<bool>());
        for (var i = 0; i < 600; i++)
        {
            var size = (ulong)random.Next(2, 1_001);
            var (index, old) = ((ulong)random.Next((int)size), (ulong)random.Next(1, (int)size));
            var (root, leaf, proof) = (tree.Root(size), tree.Node(new NodeId(0, index)), Bent(tree.Prove(index, size), random));
            asked.Add($"check {size} {index} {GoLog.Spell([root, leaf, .. proof])}");
            expected.Add(Record.Exception(() => InclusionProof.Check(index, size, leaf, proof, root)) is null);

            var (before, between) = (tree.Root(old), Bent(tree.ProveConsistency(old, size), random));
            asked.Add($"check-tree {size} {old} {GoLog.Spell([root, before, .. between])}");
            expected.Add(Record.Exception(() => ConsistencyProof.Check(old, size, before, root, between)) is null);
        }

        var answers = await _go.Ask(asked);

        Assert.Equal(expected, answers.Select(answer => answer == "ok"));
        Assert.InRange(expected.Count(accepted => accepted), 300, 900);
    }

    [GoFact]
    public async Task Tiles_have_the_bytes_and_the_names_that_Go_gives_them()
    {
        var leaves = NaiveTree.Leaves(70_000, seed: 3);
        var tree = NaiveTree.InMemory(leaves);
        await Teach(leaves);
        // All of the upper levels, and of the lowest each sixteenth and the last.
        var tiles = TileId.All((ulong)leaves.Length).Where(tile => tile.Level > 0 || tile.Index % 16 == 0 || tile.Width < TileId.Full).ToList();

        var answers = await _go.Ask([.. tiles.Select(tile => $"tile {tile.Level} {tile.Index} {tile.Width}")]);

        Assert.Equal(tiles.Select(tile => $"{TilePath.Of(tile)} {Convert.ToBase64String(Bytes(tile, tree))}"), answers);
    }

    [GoFact]
    public async Task Notes_that_we_sign_open_in_Go_and_those_that_Go_signs_open_here()
    {
        const string Name = "witness.example";
        var (seed, text) = (new byte[32], Encoding.UTF8.GetBytes($"{Name}\n8\n{EightLeaves.Roots[8].ToBase64()}\n"));
        new Random(4).NextBytes(seed);
        var key = VerifierKey.Parse(Key(Name, 1, Ed25519.PublicKey(seed)));
        var ours = new SignedNote(Encoding.UTF8.GetString(text), [new NoteSignature(Name, key.Id, Ed25519.Sign(seed, text))]);
        var flipped = ours.ToBytes();
        flipped[^10] = flipped[^10] == 'A' ? (byte)'B' : (byte)'A';

        var answers = await _go.Ask(
            $"sign PRIVATE+KEY+{Name}+{key.Id:x8}+{Convert.ToBase64String([1, .. seed])} {Convert.ToBase64String(text)}",
            $"open {Convert.ToBase64String(ours.ToBytes())} {key}",
            $"open {Convert.ToBase64String(flipped)} {key}",
            $"open {Convert.ToBase64String(PublicNotes.GoNote)} {PublicNotes.Peter} {PublicNotes.Enoch}");

        var theirs = SignedNote.Parse(Convert.FromBase64String(answers[0]));
        Assert.Equal(ours.ToBytes(), theirs.ToBytes());
        Assert.Single(theirs.Verify([key]));
        Assert.Equal(Name, answers[1]);
        Assert.StartsWith("error ", answers[2], StringComparison.Ordinal);
        Assert.Equal("PeterNeumann EnochRoot", answers[3]);
    }

    public void Dispose() => _go.Dispose();

    private Task<string[]> Teach(byte[][] leaves) => _go.Ask(["clear", .. leaves.Select(leaf => $"leaf {Convert.ToHexStringLower(leaf)}")]);

    /// <summary>Half of the proofs as they are, the others altered, shortened, lengthened or in another order.</summary>
    private static Digest[] Bent(Digest[] proof, Random random) => random.Next(8) switch
    {
        0 when proof.Length > 0 => [.. proof[..^1], TreeHash.Empty],
        1 when proof.Length > 0 => proof[..^1],
        2 => [.. proof, TreeHash.Empty],
        3 when proof.Length > 1 => [.. proof.Reverse()],
        _ => proof,
    };

    private static byte[] Bytes(TileId tile, MemoryTree tree) => MemoryMarshal.AsBytes<Digest>(Enumerable.Range(0, tile.Width)
        .Select(i => tree.Node(new NodeId(8 * tile.Level, tile.Index * TileId.Full + (ulong)i))).ToArray()).ToArray();

    private static string Key(string name, byte type, byte[] material)
    {
        var id = System.Security.Cryptography.SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', type, .. material]);
        return $"{name}+{Convert.ToHexStringLower(id.AsSpan(0, 4))}+{Convert.ToBase64String([type, .. material])}";
    }
}
