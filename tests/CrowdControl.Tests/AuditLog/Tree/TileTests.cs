using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

public class TileTests
{
    [Theory]
    [InlineData(0, "000"), InlineData(67, "067"), InlineData(1000, "x001/000"), InlineData(1234067, "x001/x234/067")]
    [InlineData(1000000, "x001/x000/000")]
    public void An_index_is_written_in_groups_of_three_digits(int index, string written)
    {
        Assert.Equal(written, TilePath.Numbered((ulong)index));
        Assert.Equal(new TileId(3, (ulong)index, 17), TilePath.Parse($"tile/3/{written}.p/17"));
        Assert.Equal(new TileId(0, (ulong)index, 256), TilePath.ParseBundle($"tile/entries/{written}"));
    }

    [Fact]
    public void A_tree_of_70000_leaves_has_the_tiles_of_the_specification()
    {
        var tiles = TileId.All(70_000).Select(TilePath.Of).ToList();

        Assert.Equal(Enumerable.Range(0, 273).Select(i => $"tile/0/{i:D3}"), tiles.Take(273));
        Assert.Equal(["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"], tiles.Skip(273));
    }

    [Fact]
    public void A_tree_of_256_leaves_has_one_full_tile_and_one_of_one_hash() =>
        Assert.Equal(["tile/0/000", "tile/1/000.p/1"], TileId.All(256).Select(TilePath.Of));

    [Fact]
    public void An_empty_tree_has_no_tile() => Assert.Empty(TileId.All(0));

    [Theory]
    [InlineData("tile/0/0"), InlineData("tile/0/0000"), InlineData("tile/00/000"), InlineData("tile/8/000"), InlineData("tile/-1/000")]
    [InlineData("tile/0/x000/001"), InlineData("tile/0/001/000"), InlineData("tile/0/x001/x000"), InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256"), InlineData("tile/0/000.p/01"), InlineData("tile/0/000.p/"), InlineData("tile/0/000/"), InlineData("")]
    [InlineData("tile/0/"), InlineData("tile/0"), InlineData("/tile/0/000"), InlineData("tile/entries/000"), InlineData("tile/0/../000")]
    [InlineData("tile/0/x018/x446/x744/x073/x709/x551/616"), InlineData("tile/0/000.p/1.p/1"), InlineData("tile/0/٠٠٠")]
    public void Any_other_spelling_of_a_tile_is_refused(string path) =>
        Assert.Throws<FormatException>(() => TilePath.Parse(path));

    [Theory, InlineData("tile/0/000"), InlineData("tile/entries/1"), InlineData("tile/entries/000.p/256"), InlineData("tile/entries/")]
    public void Any_other_spelling_of_a_bundle_is_refused(string path) =>
        Assert.Throws<FormatException>(() => TilePath.ParseBundle(path));

    [Theory, InlineData(1), InlineData(255), InlineData(256), InlineData(257), InlineData(700), InlineData(66_000)]
    public void Every_proof_can_be_made_from_tiles_alone(int size)
    {
        var tree = NaiveTree.InMemory(Enumerable.Range(0, size).Select(BitConverter.GetBytes));
        var tiles = TileId.All((ulong)size).ToDictionary(tile => tile, tile => Bytes(tree, tile));
        var random = new Random(size);

        for (var round = 0; round < 200; round++)
        {
            var (index, old) = ((ulong)random.Next(size), (ulong)random.Next(1, size + 1));
            Assert.Equal(tree.Prove(index, (ulong)size), InclusionProof.Plan(index, (ulong)size).Fold(FromTiles));
            Assert.Equal(tree.ProveConsistency(old, (ulong)size), ConsistencyProof.Plan(old, (ulong)size).Fold(FromTiles));
        }

        Digest FromTiles(NodeId node)
        {
            var tile = TileId.Holding(node, (ulong)size);
            return tile.Node(node, tiles[tile]);
        }
    }

    [Fact]
    public void A_tile_of_the_wrong_length_and_a_node_elsewhere_are_refused()
    {
        var tile = new TileId(0, 1, 4);

        Assert.Throws<FormatException>(() => tile.Node(new NodeId(0, 256), new byte[5 * 32]));
        Assert.Throws<ArgumentException>(() => tile.Node(new NodeId(0, 255), new byte[4 * 32]));
        Assert.Throws<ArgumentException>(() => tile.Node(new NodeId(3, 32), new byte[4 * 32]));
        Assert.Throws<ArgumentException>(() => TileId.Holding(new NodeId(2, 1), 7));
    }

    private static byte[] Bytes(MemoryTree tree, TileId tile) =>
    [
        .. Enumerable.Range(0, tile.Width)
            .SelectMany(i => tree.Node(new NodeId(8 * tile.Level, tile.Index * 256 + (ulong)i)).Bytes.ToArray()),
    ];
}
