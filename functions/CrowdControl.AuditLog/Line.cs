using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.AuditLog;

/// <summary>
/// The layout of an entry on storage: <c>index SP id SP hash SP leaf LF</c>, where
/// hash = SHA-256(previous hash (32 bytes) || index (8 bytes, big-endian) || length of id (1 byte) || id || leaf).
/// The first entry builds on 32 zero bytes.
/// </summary>
internal static class Line
{
    public static readonly string NoPrevious = new('0', 64);

    public static string Hash(string previous, long index, string id, ReadOnlySpan<byte> leaf)
    {
        Span<byte> head = stackalloc byte[32 + 8 + 1 + 128];
        Convert.FromHexString(previous, head, out _, out _);
        BinaryPrimitives.WriteInt64BigEndian(head[32..], index);
        head[40] = (byte)id.Length;
        var length = 41 + Encoding.ASCII.GetBytes(id, head[41..]);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head[..length]);
        sha.AppendData(leaf);
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }

    public static void Write(IBufferWriter<byte> to, long index, string id, string hash, ReadOnlySpan<byte> leaf)
    {
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{index} {id} {hash} "), to);
        to.Write(leaf);
        to.Write("\n"u8);
    }

    /// <summary>What the line says of itself, unchecked; null when it says nothing.</summary>
    public static (long Index, string Hash)? Heading(ReadOnlySpan<byte> line)
    {
        Span<Range> parts = stackalloc Range[3];
        if (Leaf(line, parts) < 0) return null;
        return long.TryParse(line[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && Encoding.ASCII.GetString(line[parts[2]]) is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower)
                ? (index, hash)
                : null;
    }

    /// <summary>Reads the line that must stand at <paramref name="index"/> after <paramref name="previous"/>.</summary>
    /// <returns>The entry, or the sentence that says what is wrong with it.</returns>
    public static (StoredEntry? Entry, string? Wrong) Read(ReadOnlySpan<byte> line, long index, string previous)
    {
        Span<Range> parts = stackalloc Range[3];
        if (Leaf(line, parts) is not (>= 0 and var at)) return (null, "The entry is cut short.");

        var written = Encoding.ASCII.GetString(line[parts[0]]);
        if (written != index.ToString(CultureInfo.InvariantCulture)) return (null, $"Entry {written} stands where {index} is due.");
        var id = Encoding.ASCII.GetString(line[parts[1]]);
        var hash = Encoding.ASCII.GetString(line[parts[2]]);
        var leaf = line[at..].ToArray();
        if (id.Length is 0 or > 128) return (null, "The entry has no proper id.");
        return hash == Hash(previous, index, id, leaf)
            ? (new StoredEntry(index, id, hash, previous, leaf), null)
            : (null, "The entry's hash does not follow from its content and its predecessor.");
    }

    /// <summary>Finds the three words before the leaf and returns where the leaf begins; -1 when there are fewer.</summary>
    private static int Leaf(ReadOnlySpan<byte> line, Span<Range> words)
    {
        var at = 0;
        for (var word = 0; word < words.Length; word++)
        {
            var space = line[at..].IndexOf((byte)' ');
            if (space < 0) return -1;
            words[word] = at..(at + space);
            at += space + 1;
        }

        return at;
    }
}
