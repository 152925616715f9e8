using System.IO.Hashing;

namespace CrowdControl.AuditLog.Packs;

/// <summary>Writes a pack's zip in its one form: the same files give the same bytes, whoever writes them.</summary>
public static class PackZip
{
    /// <summary>Writes the files in their order. The target is written once from front to back, and need not be able to go back.</summary>
    /// <param name="target">Where to; stays open.</param>
    /// <param name="files">In any order.</param>
    /// <param name="cancellation">Gives up; what was written by then is no pack.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">A name is none of a pack or stands twice, or the pack would have more than 65,534 files or
    /// 4 GiB: those need a second pack.</exception>
    /// <exception cref="IOException">A file has another length or content than was said.</exception>
    public static async Task<long> Write(Stream target, IReadOnlyList<PackFile> files, CancellationToken cancellation)
    {
        var ordered = files.OrderBy(file => file.Path, Comparer<string>.Create(PackPath.Compare)).ToList();
        Check(ordered);
        var (directory, offset, buffer) = (new List<byte[]>(ordered.Count), 0L, new byte[128 * 1024]);
        foreach (var file in ordered)
        {
            var crc = file.Crc32 ?? await Copy(file, Stream.Null, buffer, cancellation);
            var zipped = new ZippedFile(file.Path, (uint)file.Length, crc, (uint)offset);
            await target.WriteAsync(ZipLayout.Local(zipped), cancellation);
            if (await Copy(file, target, buffer, cancellation) != crc) throw new IOException($"{file.Path} has another content than was said.");
            directory.Add(ZipLayout.Central(zipped));
            offset += ZipLayout.LocalSize + file.Path.Length + file.Length;
        }
        foreach (var header in directory) await target.WriteAsync(header, cancellation);
        var length = directory.Sum(header => (long)header.Length);
        await target.WriteAsync(ZipLayout.End(directory.Count, offset, length), cancellation);
        return offset + length + ZipLayout.EndSize;
    }

    private static void Check(List<PackFile> ordered)
    {
        for (var i = 0; i < ordered.Count; i++)
        {
            if (!PackPath.IsKnown(ordered[i].Path)) throw new ArgumentException($"No file of a pack is named {ordered[i].Path}.", nameof(ordered));
            if (i > 0 && ordered[i].Path == ordered[i - 1].Path)
                throw new ArgumentException($"{ordered[i].Path} stands twice.", nameof(ordered));
        }
        var size = ordered.Sum(file => file.Length + (2 * file.Path.Length) + ZipLayout.LocalSize + ZipLayout.CentralSize) + ZipLayout.EndSize;
        if (ordered.Count > ZipLayout.MostFiles || size > ZipLayout.MostBytes)
            throw new ArgumentException(
                $"A pack has {ZipLayout.MostFiles} files and 4 GiB at most, and this one {ordered.Count} files and {size} bytes: make two.",
                nameof(ordered));
    }

    private static async Task<uint> Copy(PackFile file, Stream target, byte[] buffer, CancellationToken cancellation)
    {
        await using var source = await file.Open(cancellation);
        var (crc, length) = (new Crc32(), 0L);
        while (await source.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            length += read;
            if (length > file.Length) break;
            crc.Append(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return length == file.Length
            ? crc.GetCurrentHashAsUInt32()
            : throw new IOException($"{file.Path} is not {file.Length} bytes long, as was said.");
    }
}
