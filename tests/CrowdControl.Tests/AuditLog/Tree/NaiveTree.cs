using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

/// <summary>RFC 6962 section 2.1 written down as it stands there: recursive, slow and easy to compare with the text.</summary>
internal static class NaiveTree
{
    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return SHA256.HashData([]);
        if (leaves.Length == 1) return SHA256.HashData([0, .. leaves[0]]);
        var k = Split(leaves.Length);
        return SHA256.HashData([1, .. Root(leaves[..k]), .. Root(leaves[k..])]);
    }

    public static List<byte[]> Path(int m, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1) return [];
        var k = Split(leaves.Length);
        return m < k ? [.. Path(m, leaves[..k]), Root(leaves[k..])] : [.. Path(m - k, leaves[k..]), Root(leaves[..k])];
    }

    public static List<byte[]> Proof(int m, ReadOnlySpan<byte[]> leaves) => SubProof(m, leaves, whole: true);

    public static byte[][] Leaves(int count, int seed)
    {
        var random = new Random(seed);
        var leaves = new byte[count][];
        foreach (ref var leaf in leaves.AsSpan())
        {
            leaf = new byte[random.Next(0, 40)];
            random.NextBytes(leaf);
        }
        return leaves;
    }

    public static MemoryTree InMemory(IEnumerable<byte[]> leaves)
    {
        var tree = new MemoryTree();
        foreach (var leaf in leaves) tree.Add(TreeHash.Leaf(leaf));
        return tree;
    }

    private static List<byte[]> SubProof(int m, ReadOnlySpan<byte[]> leaves, bool whole)
    {
        if (m == leaves.Length) return whole ? [] : [Root(leaves)];
        var k = Split(leaves.Length);
        return m <= k
            ? [.. SubProof(m, leaves[..k], whole), Root(leaves[k..])]
            : [.. SubProof(m - k, leaves[k..], whole: false), Root(leaves[..k])];
    }

    private static int Split(int length)
    {
        var k = 1;
        while (k * 2 < length) k *= 2;
        return k;
    }
}
