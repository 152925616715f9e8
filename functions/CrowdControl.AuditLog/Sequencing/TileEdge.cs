using System.Diagnostics.CodeAnalysis;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>The tiles at a tree's right edge: of each level the partial one, and the full ones that are not on storage yet.</summary>
/// <remarks>Hashes no nodes of its own: it takes those that adding to a <see cref="CompactRange"/> completes. Not safe for several threads.</remarks>
internal sealed class TileEdge
{
    private const int Levels = 8;
    private readonly List<Digest>[] _partial = [.. Enumerable.Range(0, Levels).Select(_ => new List<Digest>(TileId.Full))];
    private readonly long[] _full = new long[Levels];
    private readonly Queue<FullTile> _waiting = new();

    /// <summary>Full tiles that wait to be written, in the order in which they became full.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Bundles of entries that are on storage.</summary>
    public long StoredBundles => _full[0] - _waiting.Count(tile => tile.Level == 0);

    /// <summary>Takes one leaf's hash.</summary>
    public void AddLeaf(in Digest hash) => Add(0, hash);

    /// <summary>Takes the root of the tile that just became full below, at level 1 or above.</summary>
    public void Add(int level, in Digest hash)
    {
        var partial = _partial[level];
        partial.Add(hash);
        if (partial.Count < TileId.Full) return;
        _waiting.Enqueue(new FullTile(level, _full[level]++, [.. partial]));
        partial.Clear();
    }

    /// <summary>Takes up an edge whose full tiles are all on storage.</summary>
    public static TileEdge Resume(long size, IReadOnlyList<Digest[]> partial)
    {
        var edge = new TileEdge();
        for (var level = 0; level < Levels; level++)
        {
            edge._full[level] = level < 7 ? size >> (8 * (level + 1)) : 0;
            if (level < partial.Count) edge._partial[level].AddRange(partial[level]);
        }
        return edge;
    }

    public IReadOnlyList<Digest[]> Partial() => [.. _partial.Select(level => level.ToArray())];

    public IReadOnlyList<FullTile> Full() => [.. _waiting];

    /// <summary>Takes the first of the full tiles out.</summary>
    public bool TryTakeFull([NotNullWhen(true)] out FullTile? tile) => _waiting.TryDequeue(out tile);

    /// <summary>These are on storage.</summary>
    public void Written(int count)
    {
        for (; count > 0; count--) _waiting.Dequeue();
    }
}

internal sealed record FullTile(int Level, long Index, Digest[] Hashes);
