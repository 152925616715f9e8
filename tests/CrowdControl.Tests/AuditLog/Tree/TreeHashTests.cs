using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

public class TreeHashTests
{
    [Fact]
    public void Leaves_and_nodes_hash_as_printed()
    {
        var leaf = TreeHash.Leaf("L123456"u8);
        var node = TreeHash.Node("N123"u8, "N456"u8);

        Assert.Equal("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56", leaf.ToHex());
        Assert.Equal("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb", node.ToHex());
        Assert.Equal("TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=", TreeHash.Leaf("hello world"u8).ToBase64());
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TreeHash.Empty.ToHex());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(510), InlineData(511), InlineData(512), InlineData(513), InlineData(65_535)]
    public void A_leaf_of_any_length_hashes_with_one_zero_byte_before(int length)
    {
        var leaf = new byte[length];
        new Random(length).NextBytes(leaf);

        var hash = TreeHash.Leaf(leaf);

        Assert.Equal(SHA256.HashData([0, .. leaf]), hash.Bytes.ToArray());
    }

    [Fact]
    public void A_perfect_tree_over_hashes_is_what_adding_them_one_by_one_gives()
    {
        for (var count = 1; count <= 256; count *= 2)
        {
            var leaves = Enumerable.Range(0, count).Select(i => TreeHash.Leaf(BitConverter.GetBytes(i))).ToArray();
            var range = new CompactRange();
            foreach (var leaf in leaves) range.Add(leaf);

            Assert.Equal(range.Root(), TreeHash.Perfect(leaves));
        }
    }

    [Theory, InlineData(0), InlineData(3), InlineData(255), InlineData(257), InlineData(512)]
    public void Hashes_that_make_no_perfect_tree_within_a_tile_are_refused(int count) =>
        Assert.Throws<ArgumentException>(() => TreeHash.Perfect(new Digest[count]));

    [Fact]
    public void Hashing_allocates_nothing()
    {
        var leaf = new byte[300];
        var range = new CompactRange();
        range.Add(TreeHash.Leaf(leaf));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) range.Add(TreeHash.Leaf(leaf));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
    }
}
