using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying.Packs;

/// <summary>
/// A pack's zip, read in its one form: what its directory says is written again, and every byte that is no file's own is compared. So there
/// is no room for a second file of a name, a name that leads elsewhere, a bomb, or anything before, between or after the files.
/// </summary>
internal sealed class PackArchive
{
    /// <summary>Bytes of a file that is read as a whole.</summary>
    private const int MostWhole = 64 * 1024 * 1024;

    /// <summary>Bytes of a file whose check sum is looked at before anything is read.</summary>
    private const int Small = 1024 * 1024;

    private const string Zip = "zip";
    private readonly Stream _bytes;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Dictionary<string, ZippedFile> _files = new(StringComparer.Ordinal);

    /// <param name="bytes">Can go back; stays open.</param>
    /// <exception cref="Refused">It is not in a pack's one form.</exception>
    public PackArchive(Stream bytes)
    {
        _bytes = bytes;
        var files = Directory();
        Names = [.. files.Select(file => file.Path)];
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<string> Names { get; }

    public long LengthOf(string name) => _files[name].Length;

    public bool Has(string name) => _files.ContainsKey(name);

    /// <summary>A file's bytes, checked against the directory's check sum.</summary>
    /// <exception cref="Refused">There is none, it is far too long, or the check sum is another.</exception>
    public byte[] Read(string name)
    {
        if (!_files.TryGetValue(name, out var file)) throw Refused.Because(name, "The file is missing.");
        if (file.Length > MostWhole) throw Refused.Because(name, $"The file is {file.Length} bytes long, and {MostWhole} are the most that it may have.");
        var bytes = Part(Start(file), (int)file.Length);
        return Crc32.HashToUInt32(bytes) == file.Crc32 ? bytes : throw Changed(name);
    }

    /// <summary>SHA-256 of a file of any length, in memory of one buffer.</summary>
    /// <exception cref="Refused">The check sum is another.</exception>
    public Digest Hash(string name)
    {
        var (file, crc, buffer) = (_files[name], new Crc32(), _buffer);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _bytes.Position = Start(file);
        for (var left = (long)file.Length; left > 0;)
        {
            var read = _bytes.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0) throw Refused.Because(name, "The file ends too early.");
            sha.AppendData(buffer, 0, read);
            crc.Append(buffer.AsSpan(0, read));
            left -= read;
        }

        return crc.GetCurrentHashAsUInt32() == file.Crc32
            ? new Digest(sha.GetHashAndReset())
            : throw Changed(name);
    }

    private static Refused Changed(string name)
    {
        const string What = "It was changed: the zip's check sum of it is another.";
        return PackName.Parse(name)?.Index is { } index ? Refused.At(index, name, What) : Refused.Because(name, What);
    }

    private List<ZippedFile> Directory()
    {
        if (_bytes.Length is < ZipLayout.EndSize or > ZipLayout.MostBytes) throw Refused.Because(Zip, "It is no pack: a zip of this length is none.");
        var end = Part(_bytes.Length - ZipLayout.EndSize, ZipLayout.EndSize);
        var (count, length, offset) = (
            BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)),
            BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        if (count > ZipLayout.MostFiles || offset + (long)length + ZipLayout.EndSize != _bytes.Length
            || !end.AsSpan().SequenceEqual(ZipLayout.End(count, offset, length)))
            throw Refused.Because(Zip, "It does not end as a pack does.");
        if (length > PackManifest.MostBytes) throw Refused.Because(Zip, "Its directory is longer than that of any pack.");

        var (directory, files, next) = (Part(offset, (int)length), new List<ZippedFile>(), 0L);
        for (var at = 0; at < directory.Length;)
        {
            if (directory.Length - at < ZipLayout.CentralSize) throw About(new ZippedFile("", 0, 0, 0), next, files.Count == 0 ? "" : files[^1].Path, "Its directory is cut short.");
            var name = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 28));
            if (directory.Length - at - ZipLayout.CentralSize < name) throw About(new ZippedFile("", 0, 0, 0), next, files.Count == 0 ? "" : files[^1].Path, "Its directory is cut short.");
            var file = new ZippedFile(
                Encoding.Latin1.GetString(directory, at + ZipLayout.CentralSize, name), BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 24)),
                BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 16)), BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(at + 42)));
            Check(file, directory.AsSpan(at, ZipLayout.CentralSize + name), next, files.Count == 0 ? "" : files[^1].Path);
            files.Add(file);
            _files[file.Path] = file;
            at += ZipLayout.CentralSize + name;
            next += ZipLayout.LocalSize + name + file.Length;
        }

        var last = files.Count == 0 ? 0 : files[^1].Offset + (long)ZipLayout.LocalSize + files[^1].Path.Length + files[^1].Length;
        return files.Count == count && last == offset ? files : throw Refused.Because(Zip, "Its directory does not stand behind its last file.");
    }

    /// <summary>Name, place and both descriptions of a file; of a small one the check sum as well, before anything in it is read.</summary>
    private void Check(in ZippedFile file, ReadOnlySpan<byte> central, long next, string previous)
    {
        if (!PackPath.IsKnown(file.Path)) throw About(file, next, previous, $"No file of a pack is named {file.Path}.");
        if (previous.Length > 0 && PackPath.Compare(previous, file.Path) >= 0) throw About(file, next, previous, $"{file.Path} is not in its place.");
        if (file.Offset != next) throw About(file, next, previous, $"{file.Path} does not begin where the file before it ends.");
        if (!central.SequenceEqual(ZipLayout.Central(file))) throw About(file, next, previous, $"What the directory says of {file.Path} is not in a pack's one form.");
        var head = ZipLayout.LocalSize + file.Path.Length;
        var small = file.Length <= Small;
        var bytes = Part(next, small ? head + (int)file.Length : head);
        if (!bytes.AsSpan(0, head).SequenceEqual(ZipLayout.Local(file)))
            throw About(file, next, previous, $"What stands before {file.Path} is not what the directory says of it.");
        if (small && Crc32.HashToUInt32(bytes.AsSpan(head)) != file.Crc32) throw Changed(file.Path);
    }

    /// <summary>Names the entry whose file it is. Directory and file both have a name; of two that could stand here the first one counts.</summary>
    private Refused About(in ZippedFile file, long next, string previous, string what)
    {
        var names = new[] { file.Path, NameAt(next) }
            .Where(name => PackPath.IsKnown(name) && (previous.Length == 0 || PackPath.Compare(previous, name) < 0)).Order(StringComparer.Ordinal).ToList();
        return names.Count > 0 && PackName.Parse(names[0])?.Index is { } index ? Refused.At(index, names[0], what) : Refused.Because(Zip, what);
    }

    private string NameAt(long next)
    {
        if (next + ZipLayout.LocalSize > _bytes.Length) return "";
        var length = BinaryPrimitives.ReadUInt16LittleEndian(Part(next, ZipLayout.LocalSize).AsSpan(26));
        return next + ZipLayout.LocalSize + length <= _bytes.Length ? Encoding.Latin1.GetString(Part(next + ZipLayout.LocalSize, length)) : "";
    }

    private static long Start(in ZippedFile file) => file.Offset + (long)ZipLayout.LocalSize + file.Path.Length;

    private byte[] Part(long from, int length)
    {
        if (from < 0 || from + length > _bytes.Length) throw Refused.Because(Zip, "It ends too early.");
        var bytes = new byte[length];
        _bytes.Position = from;
        _bytes.ReadExactly(bytes);
        return bytes;
    }
}
