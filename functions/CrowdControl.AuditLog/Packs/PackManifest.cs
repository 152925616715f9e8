using System.Text;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Packs;

/// <summary>A bag's list of hashes (RFC 8493 section 2.1.3), in the form that sha256sum writes and checks.</summary>
public static class PackManifest
{
    /// <summary>Bytes of a list at most: every file that a pack can have.</summary>
    internal const int MostBytes = 24 * 1024 * 1024;

    /// <summary>The list in its one spelling: hash, two spaces, path and line feed, in the order of <see cref="PackPath.Compare"/>.</summary>
    /// <exception cref="ArgumentException">A path stands twice, or is none of a pack.</exception>
    public static byte[] Of(IEnumerable<(string Path, Digest Sha256)> files)
    {
        var text = new StringBuilder();
        var previous = "";
        foreach (var (path, hash) in files.OrderBy(file => file.Path, Comparer<string>.Create(PackPath.Compare)))
        {
            if (!PackPath.IsKnown(path)) throw new ArgumentException($"No file of a pack is named {path}.", nameof(files));
            if (path == previous) throw new ArgumentException($"{path} stands twice.", nameof(files));
            text.Append(hash.ToHex()).Append("  ").Append(previous = path).Append('\n');
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Reads a list in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else; the message names the line.</exception>
    public static IReadOnlyList<(string Path, Digest Sha256)> Parse(ReadOnlySpan<byte> bytes)
    {
        var files = new List<(string, Digest)>();
        var previous = "";
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            if (end < 0) throw Wrong(files.Count, "it does not end with a line feed");
            var line = bytes[..end];
            if (line.Length < 67 || line.ContainsAnyExceptInRange((byte)' ', (byte)'~')) throw Wrong(files.Count, "it is no hash and path");
            var text = Encoding.ASCII.GetString(line);
            if (text[64..66] != "  ") throw Wrong(files.Count, "two spaces stand between hash and path");
            var path = text[66..];
            if (!PackPath.IsKnown(path)) throw Wrong(files.Count, "no file of a pack has this name");
            if (previous.Length > 0 && PackPath.Compare(previous, path) >= 0) throw Wrong(files.Count, "it is not in its place");
            files.Add((previous = path, Hash(text[..64], files.Count)));
            bytes = bytes[(end + 1)..];
        }
        return files;
    }

    private static Digest Hash(string text, int line)
    {
        try
        {
            return Digest.FromHex(text);
        }
        catch (FormatException wrong)
        {
            throw Wrong(line, wrong.Message);
        }
    }

    private static FormatException Wrong(int line, string why) => new($"Line {line + 1} of the list of hashes: {why}.");
}
