namespace CrowdControl.AuditLog.Exporting;

/// <summary>The directory that an export is written into.</summary>
internal sealed class ExportDirectory : IExportTarget
{
    private readonly string _directory;

    /// <exception cref="IOException">There is something in it.</exception>
    public ExportDirectory(string directory)
    {
        _directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(_directory);
        if (Directory.EnumerateFileSystemEntries(_directory).Any())
            throw new IOException($"{directory} is not empty, and an export does not mix with other files. Name a new directory.");
    }

    public Task<Stream> Open(string name, CancellationToken cancellation)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return Task.FromResult<Stream>(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
    }
}
