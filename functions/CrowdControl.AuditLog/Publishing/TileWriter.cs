using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Publishing;

/// <summary>Writes full tiles and their bundles, each once. Whatever stands there has to be the same bytes.</summary>
internal sealed class TileWriter(ILogStore store, LogPaths paths, EntryReader entries)
{
    /// <exception cref="LogStopped">Another tile stands in its place.</exception>
    public async Task Write(FullTile tile, CancellationToken cancellation)
    {
        // The bundle first: where a tile is, the entries below it are.
        if (tile.Level == 0) await WriteBundle(tile, cancellation);
        var bytes = MemoryMarshal.AsBytes(tile.Hashes.AsSpan()).ToArray();
        await CreatedOnce.Put(store, LogArea.Tiles, paths.Tile(tile.Level, tile.Index), bytes, cancellation);
    }

    private async Task WriteBundle(FullTile tile, CancellationToken cancellation)
    {
        var bytes = new ArrayBufferWriter<byte>(TileId.Full * 512);
        foreach (var (leaf, hash) in (await entries.Bundle(tile.Index, cancellation)).Zip(tile.Hashes))
        {
            if (TreeHash.Leaf(leaf.Bytes.Span) != hash) throw new LogStopped(LogStop.Corrupt, $"Entry {leaf.Index} is not what was taken in.", leaf.Index);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.GetSpan(2), (ushort)leaf.Bytes.Length);
            bytes.Advance(2);
            bytes.Write(leaf.Bytes.Span);
        }
        await CreatedOnce.Put(store, LogArea.Tiles, paths.Bundle(tile.Index), bytes.WrittenMemory, cancellation);
    }
}

/// <summary>Objects that are created and never change.</summary>
internal static class CreatedOnce
{
    private const int Tries = 3;

    /// <summary>Creates the object, unless the same one is there.</summary>
    /// <exception cref="LogStopped">Another one is there.</exception>
    public static async Task Put(ILogStore store, LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (await Create(store, area, name, bytes, cancellation) is { } other && !other.Span.SequenceEqual(bytes.Span))
            throw new LogStopped(LogStop.Corrupt, $"{name} holds other bytes than belong there.");
    }

    /// <summary>Creates the object. After a lost answer trying again is safe: the first try is what is found then.</summary>
    /// <returns>What was there already; null where it was created.</returns>
    public static async Task<ReadOnlyMemory<byte>?> Create(
        ILogStore store, LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await store.Create(area, name, bytes, cancellation)) return null;
                if (await store.Get(area, name, cancellation) is { } there) return there.Bytes;
                throw new IOException($"{name} is said to be there and cannot be read.");
            }
            catch (Exception unknown) when (attempt < Tries && unknown is not LogStopped && !cancellation.IsCancellationRequested)
            {
                // Its effect is unknown: look again.
            }
        }
    }
}
