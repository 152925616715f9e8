using System.IO.Enumeration;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>A log that was exported into a directory: C2SP tlog-tiles with the journal, older checkpoints and anchors beside
/// them.</summary>
/// <remarks>Reads only, and nothing outside the directory: links are never followed.</remarks>
public sealed class ExportedLog
{
    /// <summary>Bytes of a file that is read whole at most; bundles of the greatest entries stay well below.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    private readonly string _directory;

    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public ExportedLog(string directory)
    {
        _directory = Path.GetFullPath(directory);
        if (!Directory.Exists(_directory)) throw new DirectoryNotFoundException($"There is no directory {directory}.");
    }

    /// <summary>All files by their names, with slashes, in no order; for each whether it is a plain one.</summary>
    internal IEnumerable<(string Name, bool Plain)> Files()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        return new FileSystemEnumerable<(string, bool)>(
            _directory,
            (ref entry) => (NameOf(entry.ToFullPath()), !IsLink(ref entry)),
            options)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory || IsLink(ref entry),
            ShouldRecursePredicate = (ref entry) => !IsLink(ref entry),
        };
    }

    /// <returns>Null where there is none.</returns>
    /// <exception cref="Refused">It is longer than any part of a log.</exception>
    internal byte[]? Read(string name)
    {
        using var file = Open(name);
        if (file is null) return null;
        if (file.Length > MostBytes) throw Refused.Because(name, $"The file has {file.Length} bytes, more than any part of a log has.");
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <returns>Null where there is none.</returns>
    internal FileStream? Open(string name)
    {
        var path = Path.Combine(_directory, name);
        if (!File.Exists(path) || (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0) return null;
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    }

    private string NameOf(string path) => Path.GetRelativePath(_directory, path).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
