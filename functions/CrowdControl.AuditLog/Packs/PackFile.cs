using System.IO.Hashing;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>A file that goes into a pack.</summary>
/// <param name="Path">One of <see cref="PackPath"/>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Open">Its bytes from the first on; asked twice where <see cref="Crc32"/> is not known.</param>
public sealed record PackFile(string Path, long Length, Func<CancellationToken, Task<Stream>> Open)
{
    /// <summary>The check sum that a zip wants before the bytes; who has read the file once knows it (<see cref="PackDigest"/>).</summary>
    public uint? Crc32 { get; init; }

    /// <summary>A file in memory.</summary>
    public static PackFile Of(string path, byte[] bytes) =>
        new(path, bytes.Length, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)))
        {
            Crc32 = System.IO.Hashing.Crc32.HashToUInt32(bytes),
        };
}

/// <summary>What one reading of a file tells: everything that manifest and zip ask for.</summary>
public sealed record PackDigest(Digest Sha256, uint Crc32, long Length)
{
    /// <summary>Reads to the end, in memory of one buffer.</summary>
    public static async Task<PackDigest> Of(Stream bytes, CancellationToken cancellation)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (crc, length, buffer) = (new Crc32(), 0L, new byte[128 * 1024]);
        while (await bytes.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            sha.AppendData(buffer, 0, read);
            crc.Append(buffer.AsSpan(0, read));
            length += read;
        }
        return new PackDigest(new Digest(sha.GetHashAndReset()), crc.GetCurrentHashAsUInt32(), length);
    }
}
