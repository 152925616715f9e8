namespace CrowdControl.AuditLog.Tree;

/// <summary>
/// One tile of a tree (C2SP tlog-tiles): hash i of tile n at level l covers the leaves (n*256+i)*256^l to (n*256+i+1)*256^l, end
/// excluded.
/// </summary>
/// <param name="Level">0 for leaf hashes, up to 7; 8 levels of 256 reach past 2^64 leaves.</param>
/// <param name="Index">Counted from 0 on each level.</param>
/// <param name="Width">Hashes in it: 256 when full, else 1 to 255.</param>
public readonly record struct TileId(int Level, ulong Index, int Width)
{
    /// <summary>Hashes of a full tile.</summary>
    public const int Full = 256;

    /// <summary>Bytes of the tile: 32 for each hash.</summary>
    public int Bytes => Width * Digest.Size;

    /// <summary>Hashes in the last, partial tile of a level; 0 where there is none, because an empty tile does not exist.</summary>
    public static int PartialWidth(int level, ulong size) => level > 7 ? 0 : (int)((size >> (8 * level)) % Full);

    /// <summary>Every tile of a tree of this size, level by level, the partial one of a level last.</summary>
    public static IEnumerable<TileId> All(ulong size)
    {
        for (var level = 0; level < 8 && size >> (8 * level) > 0; level++)
        {
            var full = (size >> (8 * level)) / Full;
            for (var index = 0UL; index < full; index++) yield return new TileId(level, index, Full);
            if (PartialWidth(level, size) is > 0 and var width) yield return new TileId(level, full, width);
        }
    }

    /// <summary>The tile, as wide as a tree of this size has it, that a node can be made from.</summary>
    /// <exception cref="ArgumentException">The node is not whole in a tree of this size.</exception>
    public static TileId Holding(NodeId node, ulong size)
    {
        var level = node.Level / 8;
        // Compared without multiplying, since (Index + 1) * 2^Level may pass 2^64.
        if (node.Index >= size >> node.Level) throw new ArgumentException($"{node} is not whole in a tree of {size} leaves.", nameof(node));
        var index = node.Index >> (8 - node.Level % 8);
        var full = (size >> (8 * level)) / Full;
        return new TileId(level, index, index < full ? Full : PartialWidth(level, size));
    }

    /// <summary>A node's hash, from the bytes of the tile that <see cref="Holding"/> names. Up to 127 node hashes.</summary>
    /// <exception cref="FormatException">The tile has another length than its name says.</exception>
    /// <exception cref="ArgumentException">The node is not in this tile.</exception>
    public Digest Node(NodeId node, ReadOnlySpan<byte> tile)
    {
        if (tile.Length != Bytes) throw new FormatException($"{TilePath.Of(this)} has {tile.Length} bytes where {Bytes} belong.");
        var within = node.Level % 8;
        if (node.Level / 8 != Level || node.Index >> (8 - within) != Index)
            throw new ArgumentException($"{node} is not in {TilePath.Of(this)}.", nameof(node));
        var first = (int)((node.Index << within) % Full);
        var count = 1 << within;
        return first + count <= Width
            ? TreeHash.Perfect(Digest.Over(tile).Slice(first, count))
            : throw new ArgumentException($"{node} is not whole in {TilePath.Of(this)}.", nameof(node));
    }
}
