using System.Buffers.Binary;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Reads the entries of an export, a bundle of up to 256 at a time, as they are stored.</summary>
internal sealed class BundleReader(ExportedLog log, ulong size)
{
    private readonly int[] _ends = new int[TileId.Full];
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    /// <summary>Which bundle is loaded.</summary>
    public ulong? Loaded { get; private set; }

    /// <summary>Entries in it.</summary>
    public int Count { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The bytes of the loaded bundle's first entries.</summary>
    public ReadOnlySpan<byte> First(int entries) => _bytes.AsSpan(0, _ends[entries - 1]);

    /// <summary>An entry of the loaded bundle, from 0.</summary>
    public ReadOnlySpan<byte> this[int place]
    {
        get
        {
            var start = (place == 0 ? 0 : _ends[place - 1]) + 2;
            return _bytes.AsSpan(start, _ends[place] - start);
        }
    }

    /// <summary>Hashes all entries of the loaded bundle.</summary>
    public void Hash(Span<Digest> hashes)
    {
        var entries = new ReadOnlyMemory<byte>[Count];
        for (var i = 0; i < Count; i++) entries[i] = _bytes.AsMemory(_ends[i] - this[i].Length, this[i].Length);
        TreeHash.Leaves(entries, hashes);
    }

    /// <summary>An entry of the log.</summary>
    public ReadOnlySpan<byte> Entry(ulong index)
    {
        if (Loaded != index / TileId.Full) Load(index / TileId.Full);
        return this[(int)(index % TileId.Full)];
    }

    /// <exception cref="Refused">It is missing, or is no bundle.</exception>
    public void Load(ulong bundle)
    {
        Loaded = null;
        var first = bundle * TileId.Full;
        Count = (int)Math.Min(TileId.Full, size - first);
        Name = TilePath.Bundle(bundle, Count);
        using (var file = log.Open(Name) ?? throw Refused.At(first, Name, $"The file is missing: it holds the entries from {first} on."))
        {
            if (file.Length > ExportedLog.MostBytes) throw Refused.At(first, Name, "The file is longer than any bundle of entries.");
            _length = (int)file.Length;
            if (_length > _bytes.Length) _bytes = new byte[Math.Max(_length, 2 * _bytes.Length)];
            file.ReadExactly(_bytes, 0, _length);
        }
        var at = 0;
        for (var i = 0; i < Count; i++)
        {
            var end = at + 2 <= _length ? at + 2 + BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at)) : int.MaxValue;
            if (end > _length) throw Refused.At(first + (ulong)i, Name, $"The file ends before or within entry {first + (ulong)i}.");
            _ends[i] = at = end;
        }
        if (at != _length)
            throw Refused.At(first + (ulong)Count, Name, $"Something follows entry {first + (ulong)Count - 1}, where the file ends.");
        Loaded = bundle;
    }
}
