namespace CrowdControl.AuditLog.Tree;

/// <summary>A whole tree in memory, for lists of some thousands: seals, packs, tests.</summary>
/// <remarks>64 bytes per leaf. Not safe for several threads.</remarks>
public sealed class MemoryTree
{
    private readonly List<List<Digest>> _levels = [[]];
    private readonly CompactRange _edge = new();
    private readonly Digest[] _completed = new Digest[64];

    /// <summary>Number of leaves.</summary>
    public ulong Size => _edge.Count;

    /// <summary>Appends one leaf hash.</summary>
    public void Add(in Digest leafHash)
    {
        _levels[0].Add(leafHash);
        var completed = _edge.Add(leafHash, _completed);
        for (var level = 1; level <= completed; level++)
        {
            if (_levels.Count == level) _levels.Add([]);
            _levels[level].Add(_completed[level - 1]);
        }
    }

    /// <summary>The root of all leaves.</summary>
    public Digest Root() => _edge.Root();

    /// <summary>The root of the first <paramref name="size"/> leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public Digest Root(ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        return new CompactRange(size, [.. NodeId.Cover(0, size).Select(Node)]).Root();
    }

    /// <exception cref="ArgumentOutOfRangeException">The node is not whole yet.</exception>
    public Digest Node(NodeId node) => node.Level < _levels.Count && node.Index < (ulong)_levels[node.Level].Count
        ? _levels[node.Level][(int)node.Index]
        : throw new ArgumentOutOfRangeException(nameof(node), $"{node} is not within {Size} leaves.");

    /// <summary>The inclusion proof of a leaf among the first <paramref name="size"/>.</summary>
    public Digest[] Prove(ulong index, ulong size) => InclusionProof.Plan(index, size).Fold(Node);

    /// <summary>The proof that the first <paramref name="oldSize"/> leaves begin the first <paramref name="newSize"/>.</summary>
    public Digest[] ProveConsistency(ulong oldSize, ulong newSize) => ConsistencyProof.Plan(oldSize, newSize).Fold(Node);
}
