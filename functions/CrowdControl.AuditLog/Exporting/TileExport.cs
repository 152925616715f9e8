using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Exporting;

/// <summary>Copies full tiles and bundles, and makes the partial ones at the right edge, which storage never holds.</summary>
internal sealed class TileExport(SequencedLog log, ILogStore store, LogPaths paths)
{
    public async Task Write(IExportTarget target, long size, CancellationToken cancellation)
    {
        for (var bundle = 0L; bundle < size / TileId.Full; bundle++)
            await target.Write(TilePath.Bundle((ulong)bundle, TileId.Full), await Stored(paths.Bundle(bundle), cancellation), cancellation);
        var partial = await LastBundle(target, size, cancellation);
        foreach (var tile in TileId.All((ulong)size))
        {
            if (tile.Width == TileId.Full)
            {
                await target.Write(TilePath.Of(tile), await Stored(paths.Tile(tile.Level, (long)tile.Index), cancellation), cancellation);
                continue;
            }
            var hashes = tile.Level == 0 ? partial : await Edge(tile, cancellation);
            await target.Write(TilePath.Of(tile), MemoryMarshal.AsBytes(hashes.AsSpan()).ToArray(), cancellation);
        }
    }

    /// <returns>The hashes of the entries after the last full bundle.</returns>
    private async Task<Digest[]> LastBundle(IExportTarget target, long size, CancellationToken cancellation)
    {
        var (first, bytes) = (size / TileId.Full * TileId.Full, new ArrayBufferWriter<byte>());
        if (first == size) return [];
        var hashes = new List<Digest>();
        foreach (var leaf in await log.Reading.Read(first, (int)(size - first), cancellation))
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.GetSpan(2), (ushort)leaf.Bytes.Length);
            bytes.Advance(2);
            bytes.Write(leaf.Bytes.Span);
            hashes.Add(TreeHash.Leaf(leaf.Bytes.Span));
        }
        await target.Write(TilePath.Bundle((ulong)(first / TileId.Full), hashes.Count), bytes.WrittenMemory, cancellation);
        return [.. hashes];
    }

    /// <summary>Each hash of a tile above level 0 is the root of a full tile below.</summary>
    private async Task<Digest[]> Edge(TileId tile, CancellationToken cancellation)
    {
        var hashes = new Digest[tile.Width];
        for (var i = 0; i < hashes.Length; i++)
        {
            var below = await Stored(paths.Tile(tile.Level - 1, (long)tile.Index * TileId.Full + i), cancellation);
            hashes[i] = TreeHash.Perfect(Digest.Over(below.Span));
        }
        return hashes;
    }

    private async Task<ReadOnlyMemory<byte>> Stored(string name, CancellationToken cancellation) =>
        (await store.Get(LogArea.Tiles, name, cancellation))?.Bytes
            ?? throw new LogStopped(LogStop.Corrupt, $"The tile {name} is missing.");
}
