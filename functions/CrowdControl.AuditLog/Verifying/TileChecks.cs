using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Computes the tree from the entries' hashes and holds every tile to it.</summary>
internal sealed class TileChecks(ExportedLog log, ulong size, Inventory files)
{
    private readonly Digest[] _completed = new Digest[64];
    private readonly TileEdge _edge = new();
    private byte[] _expected = [];
    private string _name = "";

    /// <summary>The tree of the entries so far.</summary>
    public CompactRange Range { get; } = new();

    /// <summary>Makes the hashes of a bundle's entries known, so that the first that differs is named.</summary>
    public void Begin(ulong bundle, int width)
    {
        var tile = new TileId(0, bundle, width);
        _name = TilePath.Of(tile);
        _expected = Read(tile);
    }

    public void Take(in Digest hash)
    {
        var (index, place) = (Range.Count, (int)(Range.Count % TileId.Full));
        if (Digest.Over(_expected)[place] != hash)
            throw Refused.At(index, _name, $"Entry {index} is not the one whose hash stands here: one of both was changed.");
        _edge.AddLeaf(hash);
        var levels = Range.Add(hash, _completed) / 8;
        for (var level = 1; level <= levels; level++) _edge.Add(level, _completed[8 * level - 1]);
        while (_edge.TryTakeFull(out var full)) Compare(full.Level, (ulong)full.Index, full.Hashes);
    }

    /// <summary>Compares the tiles at the right edge.</summary>
    public void End()
    {
        var level = 0;
        foreach (var hashes in _edge.Partial())
        {
            if (hashes.Length > 0) Compare(level, (size >> (8 * level)) / TileId.Full, hashes);
            level++;
        }
    }

    private void Compare(int level, ulong index, Digest[] hashes)
    {
        var tile = new TileId(level, index, hashes.Length);
        // Those of level 0 were compared hash by hash.
        if (level > 0) Compare(tile, Read(tile), hashes);
        foreach (var width in files.NarrowTiles(level, index))
        {
            var narrow = tile with { Width = width };
            Compare(narrow, Read(narrow), hashes.AsSpan(0, width));
        }
    }

    private static void Compare(TileId tile, ReadOnlySpan<byte> stored, ReadOnlySpan<Digest> hashes)
    {
        var same = stored.CommonPrefixLength(MemoryMarshal.AsBytes(hashes));
        if (same < stored.Length)
            throw Refused.At(FirstOf(tile, same / Digest.Size), TilePath.Of(tile), "The hashes here are not those of the entries.");
    }

    private byte[] Read(TileId tile)
    {
        var name = TilePath.Of(tile);
        var bytes = log.Read(name) ?? throw Refused.At(FirstOf(tile, 0), name, "The file is missing.");
        return bytes.Length == tile.Bytes
            ? bytes
            : throw Refused.At(FirstOf(tile, Math.Min(bytes.Length / Digest.Size, tile.Width - 1)), name,
                $"The file has {bytes.Length} bytes where {tile.Bytes} belong.");
    }

    /// <summary>The first entry below a hash of a tile.</summary>
    private static ulong FirstOf(TileId tile, int place) => (tile.Index * TileId.Full + (ulong)place) << (8 * tile.Level);
}
