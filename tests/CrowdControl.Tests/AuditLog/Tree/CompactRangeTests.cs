using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

public class CompactRangeTests
{
    [Fact]
    public void A_range_goes_on_from_its_hashes_as_if_it_had_never_stopped()
    {
        var leaves = NaiveTree.Leaves(70, seed: 7);
        var whole = new CompactRange();

        for (var size = 0; size < leaves.Length; size++)
        {
            var resumed = new CompactRange(whole.Count, whole.Hashes);
            whole.Add(TreeHash.Leaf(leaves[size]));
            resumed.Add(TreeHash.Leaf(leaves[size]));
            Assert.Equal(whole.Root(), resumed.Root());
            Assert.Equal(whole.Hashes, resumed.Hashes);
        }
    }

    [Fact]
    public void A_copy_lives_on_its_own()
    {
        var range = new CompactRange();
        range.Add(TreeHash.Leaf("one"u8));
        var copy = range.Copy();

        range.Add(TreeHash.Leaf("two"u8));

        Assert.Equal(1UL, copy.Count);
        Assert.Equal(TreeHash.Leaf("one"u8), copy.Root());
    }

    [Fact]
    public void Adding_a_leaf_names_the_nodes_that_it_completes()
    {
        var range = new CompactRange();
        var completed = new Digest[64];
        var tree = NaiveTree.InMemory(NaiveTree.Leaves(300, seed: 3));

        for (var index = 0UL; index < 300; index++)
        {
            var count = range.Add(tree.Node(new NodeId(0, index)), completed);

            Assert.Equal(System.Numerics.BitOperations.TrailingZeroCount(range.Count), count);
            for (var level = 1; level <= count; level++)
                Assert.Equal(tree.Node(new NodeId(level, (range.Count >> level) - 1)), completed[level - 1]);
        }
    }

    [Fact]
    public void A_full_tile_is_added_at_once_where_it_fits_and_nowhere_else()
    {
        var tree = NaiveTree.InMemory(NaiveTree.Leaves(600, seed: 4));
        var range = new CompactRange();
        range.AddPerfect(8, tree.Node(new NodeId(8, 0)));
        range.AddPerfect(8, tree.Node(new NodeId(8, 1)));
        range.Add(tree.Node(new NodeId(0, 512)));

        Assert.Equal(tree.Root(513), range.Root());
        Assert.Throws<ArgumentException>(() => range.AddPerfect(8, TreeHash.Empty));
    }

    [Theory, InlineData(0, 1), InlineData(5, 1), InlineData(5, 3), InlineData(8, 0)]
    public void Hashes_that_do_not_fit_the_number_of_leaves_are_refused(int count, int hashes) =>
        Assert.Throws<FormatException>(() => new CompactRange((ulong)count, new Digest[hashes]));
}
