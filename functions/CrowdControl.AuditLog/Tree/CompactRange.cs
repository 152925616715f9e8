using System.Numerics;

namespace CrowdControl.AuditLog.Tree;

/// <summary>
/// The right edge of a tree: the roots of the perfect subtrees that the leaves from 0 to <see cref="Count"/> fall into, largest first.
/// It is all that appending, and computing the root, needs.
/// </summary>
/// <remarks>At most 64 hashes. Adding a leaf costs one node hash on average and allocates nothing. Not safe for several threads.</remarks>
public sealed class CompactRange
{
    private readonly Digest[] _hashes = new Digest[64];

    /// <summary>Of no leaves.</summary>
    public CompactRange()
    {
    }

    /// <summary>Takes up a range where <see cref="Hashes"/> left it.</summary>
    /// <param name="count">Number of leaves.</param>
    /// <param name="hashes">One for each bit of <paramref name="count"/> that is set, largest subtree first.</param>
    /// <exception cref="FormatException">The number of hashes does not fit.</exception>
    public CompactRange(ulong count, ReadOnlySpan<Digest> hashes)
    {
        if (hashes.Length != BitOperations.PopCount(count))
            throw new FormatException($"The right edge of {count} leaves has {BitOperations.PopCount(count)} hashes, not {hashes.Length}.");
        Count = count;
        hashes.CopyTo(_hashes);
    }

    /// <summary>Number of leaves.</summary>
    public ulong Count { get; private set; }

    /// <summary>One hash for each bit of <see cref="Count"/> that is set, largest subtree first; valid until the next change.</summary>
    public ReadOnlySpan<Digest> Hashes => _hashes.AsSpan(0, BitOperations.PopCount(Count));

    /// <summary>Appends one leaf hash (<see cref="TreeHash.Leaf"/>, not the leaf).</summary>
    public void Add(in Digest leafHash) => Merge(leafHash, 0, []);

    /// <summary>Appends one leaf hash and tells which nodes it completed.</summary>
    /// <param name="leafHash">Hash of the leaf.</param>
    /// <param name="completed">Takes the nodes above the leaf, from level 1 on; 64 have room for every case. The node of level L
    /// then has the index Count / 2^L - 1.</param>
    /// <returns>How many nodes were completed: the number of zero bits at the end of the new <see cref="Count"/>.</returns>
    public int Add(in Digest leafHash, Span<Digest> completed) => Merge(leafHash, 0, completed);

    /// <summary>Appends many leaf hashes at once, level by level, which takes less time than one by one.</summary>
    /// <param name="leafHashes">In their order.</param>
    /// <param name="completed">Told of the nodes of each level that this completed, from level 1 on.</param>
    internal void AddAll(ReadOnlySpan<Digest> leafHashes, Action<int, ReadOnlySpan<Digest>> completed)
    {
        Span<Digest> single = stackalloc Digest[64];
        var held = 0;
        for (var level = 63; level >= 0; level--)
            if ((Count >> level & 1) != 0) single[level] = _hashes[held++];

        var nodes = leafHashes.ToArray();
        for (var level = 0; nodes.Length > 0; level++)
        {
            if ((Count >> level & 1) != 0) nodes = [single[level], .. nodes];
            if (nodes.Length % 2 != 0) single[level] = nodes[^1];
            var parents = new Digest[nodes.Length / 2];
            TreeHash.Parents(nodes.AsSpan(0, 2 * parents.Length), parents);
            if (parents.Length > 0) completed(level + 1, parents);
            nodes = parents;
        }

        Count += (ulong)leafHashes.Length;
        held = 0;
        for (var level = 63; level >= 0; level--)
            if ((Count >> level & 1) != 0) _hashes[held++] = single[level];
    }

    /// <summary>Appends a perfect subtree at once, such as a full tile.</summary>
    /// <param name="level">Of 2^level leaves.</param>
    /// <param name="root">Its root.</param>
    /// <exception cref="ArgumentException"><see cref="Count"/> is no multiple of 2^level.</exception>
    public void AddPerfect(int level, in Digest root)
    {
        if (level is < 0 or > 63 || (Count & ((1UL << level) - 1)) != 0)
            throw new ArgumentException($"A subtree of 2^{level} leaves cannot stand after {Count} leaves.", nameof(level));
        Merge(root, level, []);
    }

    /// <summary>The root of the tree; <see cref="TreeHash.Empty"/> without leaves. At most 63 node hashes.</summary>
    public Digest Root()
    {
        var hashes = Hashes;
        if (hashes.IsEmpty) return TreeHash.Empty;
        var root = hashes[^1];
        for (var i = hashes.Length - 2; i >= 0; i--) root = TreeHash.Node(hashes[i], root);
        return root;
    }

    /// <summary>Another range, equal and independent.</summary>
    public CompactRange Copy() => new(Count, Hashes);

    private int Merge(Digest node, int level, Span<Digest> completed)
    {
        var held = BitOperations.PopCount(Count);
        var merged = 0;
        for (var rest = Count >> level; (rest & 1) != 0; rest >>= 1)
        {
            node = TreeHash.Node(_hashes[--held], node);
            if (!completed.IsEmpty) completed[merged] = node;
            merged++;
        }
        _hashes[held] = node;
        Count += 1UL << level;
        return merged;
    }
}
