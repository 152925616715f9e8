using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

public class ProofTests
{
    [Fact]
    public void The_eight_leaf_roots_are_as_printed()
    {
        var range = new CompactRange();

        for (var size = 0; size < 8; size++)
        {
            Assert.Equal(EightLeaves.Roots[size], range.Root());
            range.Add(TreeHash.Leaf(EightLeaves.Leaves[size]));
        }

        Assert.Equal(EightLeaves.Roots[8], range.Root());
    }

    [Theory, InlineData(0, 8, "A B C"), InlineData(5, 8, "D E root4"), InlineData(2, 3, "root2")]
    public void The_eight_leaf_inclusion_proofs_are_as_printed(int index, int size, string names)
    {
        var proof = EightLeaves.Tree().Prove((ulong)index, (ulong)size);

        Assert.Equal(EightLeaves.Named(names), proof);
        InclusionProof.Check((ulong)index, (ulong)size, TreeHash.Leaf(EightLeaves.Leaves[index]), proof, EightLeaves.Roots[size]);
    }

    [Theory, InlineData(1, 8, "A B C"), InlineData(6, 8, "F E root4"), InlineData(2, 5, "B D"), InlineData(3, 7, "G H root2 I")]
    public void The_eight_leaf_consistency_proofs_are_as_printed(int oldSize, int newSize, string names)
    {
        var proof = EightLeaves.Tree().ProveConsistency((ulong)oldSize, (ulong)newSize);

        Assert.Equal(EightLeaves.Named(names), proof);
        ConsistencyProof.Check((ulong)oldSize, (ulong)newSize, EightLeaves.Roots[oldSize], EightLeaves.Roots[newSize], proof);
    }

    [Fact]
    public void Every_root_and_proof_up_to_64_leaves_is_that_of_the_recursive_definition()
    {
        var leaves = NaiveTree.Leaves(64, seed: 6962);
        var tree = NaiveTree.InMemory(leaves);

        for (var size = 1; size <= 64; size++)
        {
            var some = leaves.AsSpan(0, size);
            var root = tree.Root((ulong)size);
            Assert.Equal(NaiveTree.Root(some), root.Bytes.ToArray());
            for (var index = 0; index < size; index++)
            {
                var proof = tree.Prove((ulong)index, (ulong)size);
                Assert.Equal(NaiveTree.Path(index, some), proof.Select(hash => hash.Bytes.ToArray()));
                InclusionProof.Check((ulong)index, (ulong)size, TreeHash.Leaf(leaves[index]), proof, root);
            }
            for (var old = 1; old <= size; old++)
            {
                var proof = tree.ProveConsistency((ulong)old, (ulong)size);
                Assert.Equal(NaiveTree.Proof(old, some), proof.Select(hash => hash.Bytes.ToArray()));
                ConsistencyProof.Check((ulong)old, (ulong)size, tree.Root((ulong)old), root, proof);
            }
        }
    }

    [Fact]
    public void Random_trees_of_any_size_agree_with_the_recursive_definition()
    {
        var random = new Random(9162);
        for (var round = 0; round < 20; round++)
        {
            var size = random.Next(65, 1500);
            var leaves = NaiveTree.Leaves(size, round);
            var tree = NaiveTree.InMemory(leaves);
            var (index, old) = (random.Next(size), random.Next(1, size));

            Assert.Equal(NaiveTree.Root(leaves), tree.Root().Bytes.ToArray());
            Assert.Equal(NaiveTree.Path(index, leaves), tree.Prove((ulong)index, (ulong)size).Select(hash => hash.Bytes.ToArray()));
            Assert.Equal(NaiveTree.Proof(old, leaves), tree.ProveConsistency((ulong)old, (ulong)size).Select(hash => hash.Bytes.ToArray()));
        }
    }

    [Fact]
    public void A_proof_that_is_longer_shorter_or_altered_is_refused()
    {
        var tree = NaiveTree.InMemory(NaiveTree.Leaves(33, seed: 1));
        for (var size = 2UL; size <= 33; size++)
            for (var index = 0UL; index < size; index++)
            {
                var (leaf, root, proof) = (tree.Node(new NodeId(0, index)), tree.Root(size), tree.Prove(index, size));

                Refused(() => InclusionProof.Check(index, size, leaf, [.. proof, TreeHash.Empty], root));
                Refused(() => InclusionProof.Check(index, size, leaf, [TreeHash.Empty, .. proof], root));
                Refused(() => InclusionProof.Check(index, size, leaf, proof.AsSpan(1), root));
                Refused(() => InclusionProof.Check(index, size, leaf, proof.AsSpan(0, proof.Length - 1), root));
                Refused(() => InclusionProof.Check(index, size, TreeHash.Empty, proof, root));
                Refused(() => InclusionProof.Check(index, size, leaf, proof, TreeHash.Empty));
                Refused(() => InclusionProof.Check(size, size, leaf, proof, root));
                if (index > 0)
                {
                    var between = tree.ProveConsistency(index, size);
                    Refused(() => ConsistencyProof.Check(index, size, tree.Root(index), root, [.. between, TreeHash.Empty]));
                    Refused(() => ConsistencyProof.Check(index, size, tree.Root(index), root, between.AsSpan(0, between.Length - 1)));
                    Refused(() => ConsistencyProof.Check(index, size, TreeHash.Empty, root, between));
                    Refused(() => ConsistencyProof.Check(index, size, tree.Root(index), TreeHash.Empty, between));
                    Refused(() => ConsistencyProof.Check(size, index, root, tree.Root(index), between));
                }
            }
    }

    [Fact]
    public void A_consistency_proof_from_size_0_is_refused_and_cannot_be_made()
    {
        Refused(() => ConsistencyProof.Check(0, 0, TreeHash.Empty, TreeHash.Empty, []));
        Refused(() => ConsistencyProof.Check(0, 8, TreeHash.Empty, EightLeaves.Roots[8], []));
        Assert.Throws<ArgumentException>(() => ConsistencyProof.Plan(0, 8));
        Assert.Throws<ArgumentException>(() => ConsistencyProof.Plan(9, 8));
        Assert.Throws<ArgumentException>(() => InclusionProof.Plan(8, 8));
    }

    [Fact]
    public void The_biggest_numbers_are_judged_not_crashed_on()
    {
        Refused(() => InclusionProof.Check(ulong.MaxValue - 1, ulong.MaxValue, TreeHash.Empty, [], TreeHash.Empty));
        Refused(() => InclusionProof.Check(ulong.MaxValue, ulong.MaxValue, TreeHash.Empty, new Digest[64], TreeHash.Empty));
        Refused(() => InclusionProof.Check(0, ulong.MaxValue, TreeHash.Empty, new Digest[64], TreeHash.Empty));
        Refused(() => ConsistencyProof.Check(1UL << 63, ulong.MaxValue, TreeHash.Empty, TreeHash.Empty, new Digest[64]));
        Refused(() => ConsistencyProof.Check(ulong.MaxValue - 1, ulong.MaxValue, TreeHash.Empty, TreeHash.Empty, new Digest[65]));
        Assert.Equal(64, InclusionProof.Plan(0, ulong.MaxValue).Length);
    }

    private static void Refused(Action check) => Assert.NotEmpty(Assert.Throws<FormatException>(check).Message);
}
