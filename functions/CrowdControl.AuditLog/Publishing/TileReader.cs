using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Makes proofs from tiles: full ones from storage, the right edge from memory. Reads a tile or two for each level of 256.</summary>
internal sealed class TileReader(ILogStore store, LogPaths paths)
{
    private const int MostKept = 512;
    private readonly ConcurrentDictionary<TileId, byte[]> _kept = new();

    /// <exception cref="LogStopped">A tile that has to be there is not, or is no tile.</exception>
    public async Task<Digest[]> Make(ProofPlan plan, LogView view, CancellationToken cancellation)
    {
        var tiles = await Load(plan.Needs, view, cancellation);
        return plan.Fold(node => Node(node, view, tiles));
    }

    /// <summary>Hashes of nodes that stand side by side on a level.</summary>
    public async Task<Digest[]> Hashes(int level, long from, int count, LogView view, CancellationToken cancellation)
    {
        var nodes = Enumerable.Range(0, count).Select(place => new NodeId(level, (ulong)(from + place))).ToList();
        var tiles = await Load(nodes, view, cancellation);
        return [.. nodes.Select(node => Node(node, view, tiles))];
    }

    /// <summary>The root that the tree had when it had this size.</summary>
    public async Task<Digest> RootAt(long size, LogView view, CancellationToken cancellation)
    {
        var nodes = NodeId.Cover(0, (ulong)size).ToList();
        var tiles = await Load(nodes, view, cancellation);
        return new CompactRange((ulong)size, [.. nodes.Select(node => Node(node, view, tiles))]).Root();
    }

    private static Digest Node(NodeId node, LogView view, Dictionary<TileId, byte[]> tiles)
    {
        var tile = TileId.Holding(node, (ulong)view.Size);
        return tile.Node(node, tiles[tile]);
    }

    private async Task<Dictionary<TileId, byte[]>> Load(IEnumerable<NodeId> nodes, LogView view, CancellationToken cancellation)
    {
        var tiles = new Dictionary<TileId, byte[]>();
        foreach (var tile in nodes.Select(node => TileId.Holding(node, (ulong)view.Size)).Distinct())
            tiles[tile] = InMemory(tile, view) ?? await Stored(tile, cancellation);
        return tiles;
    }

    private static byte[]? InMemory(TileId tile, LogView view)
    {
        var hashes = tile.Width < TileId.Full
            ? view.Partial[tile.Level]
            : view.Waiting.FirstOrDefault(waiting => waiting.Level == tile.Level && waiting.Index == (long)tile.Index)?.Hashes;
        return hashes is null ? null : MemoryMarshal.AsBytes(hashes.AsSpan()).ToArray();
    }

    private async Task<byte[]> Stored(TileId tile, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(tile, out var kept)) return kept;
        var name = paths.Tile(tile.Level, (long)tile.Index);
        var stored = await store.Get(LogArea.Tiles, name, cancellation);
        if (stored?.Bytes.Length != tile.Bytes) throw new LogStopped(LogStop.Corrupt, $"The tile {name} is missing or has another length than a full one.");
        if (_kept.Count >= MostKept) _kept.Clear();
        return _kept[tile] = stored.Bytes.ToArray();
    }
}
