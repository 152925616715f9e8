using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace CrowdControl.AuditLog.Journal;

/// <summary>A log in a directory, with a folder for each area. One process at a time: it holds the directory's lock as long as it lives.</summary>
/// <remarks>An append is written and flushed to disk before it returns: one write and one fsync.</remarks>
public sealed class FileStore : ILogStore, IDisposable
{
    private readonly string _directory;
    private readonly FileStream _lock;
    private readonly ConcurrentDictionary<string, SegmentFile> _segments = new();
    private readonly Lock _objects = new();

    /// <exception cref="IOException">Another process uses the directory, or it cannot be made.</exception>
    public FileStore(string directory)
    {
        _directory = Path.GetFullPath(directory);
        Directory.CreateDirectory(_directory);
        _lock = new FileStream(Path.Combine(_directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public Task<bool> CreateSegment(string name, CancellationToken cancellation)
    {
        lock (_objects)
        {
            if (Segment(name) is not null) return Task.FromResult(false);
            var path = PathOf(LogArea.Journal, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write)) file.Flush(flushToDisk: true);
            return Task.FromResult(true);
        }
    }

    public Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        Task.FromResult(Segment(name)?.Append(position, bytes) ?? AppendOutcome.Missing);

    public Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation) =>
        Task.FromResult(Segment(name)?.Seal(position) ?? AppendOutcome.Missing);

    public Task<bool> DropTornTail(string name, long length, CancellationToken cancellation)
    {
        Segment(name)?.Cut(length);
        return Task.FromResult(true);
    }

    public Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation) =>
        Task.FromResult(Segment(name) is { } segment ? segment.Read(offset, count) : (ReadOnlyMemory<byte>?)null);

    public Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        lock (_objects)
        {
            var path = PathOf(area, name);
            if (File.Exists(path)) return Task.FromResult(false);
            Put(path, bytes, overwrite: false);
            return Task.FromResult(true);
        }
    }

    public Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation)
    {
        lock (_objects)
        {
            var path = PathOf(LogArea.Live, name);
            if ((Load(path)?.Tag) != tag) return Task.FromResult(false);
            Put(path, bytes, overwrite: true);
            return Task.FromResult(true);
        }
    }

    public Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation)
    {
        lock (_objects) return Task.FromResult(Load(PathOf(area, name)));
    }

    public async IAsyncEnumerable<string> List(LogArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        var root = PathOf(area, "");
        if (!Directory.Exists(root)) yield break;
        var names = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !name.EndsWith(SegmentFile.SealEnding, StringComparison.Ordinal)
                && !name.EndsWith(".new", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var name in names) yield return name;
    }

    public void Dispose()
    {
        foreach (var segment in _segments.Values) segment.Dispose();
        _lock.Dispose();
    }

    private SegmentFile? Segment(string name)
    {
        if (_segments.TryGetValue(name, out var open)) return open;
        lock (_objects)
        {
            var path = PathOf(LogArea.Journal, name);
            return File.Exists(path) ? _segments.GetOrAdd(name, _ => new SegmentFile(path)) : null;
        }
    }

    private string PathOf(LogArea area, string name)
    {
        if (name.Split('/').Contains("..")) throw new ArgumentException($"{name} leaves the log's directory.", nameof(name));
        return Path.Combine(_directory, area switch
        {
            LogArea.Journal => "journal",
            LogArea.Tiles => "tiles",
            LogArea.Anchors => "anchors",
            _ => "live",
        }, name);
    }

    private static StoredObject? Load(string path)
    {
        if (!File.Exists(path)) return null;
        var bytes = File.ReadAllBytes(path);
        return new StoredObject(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    // Written aside and renamed, so that a reader sees the whole object or none.
    private static void Put(string path, ReadOnlyMemory<byte> bytes, bool overwrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = path + ".new";
        try
        {
            using var file = new FileStream(aside, FileMode.Create, FileAccess.Write);
            file.Write(bytes.Span);
            file.Flush(flushToDisk: true);
        }
        catch (ArgumentException tooLarge)
        {
            throw new IOException("The object does not fit on this disk.", tooLarge);
        }
        File.Move(aside, path, overwrite);
    }
}
