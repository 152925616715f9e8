using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Journal;

/// <summary>A log's storage in memory, quick enough for tens of thousands of schedules. It refuses what locked storage refuses: nothing
/// immutable can be replaced, because there is no call for it.</summary>
internal sealed class MemoryStore : ILogStore
{
    private readonly Lock _one = new();
    private readonly SortedDictionary<string, List<byte>> _segments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sealed = [];
    private readonly SortedDictionary<(LogArea, string), byte[]> _objects = new(Comparer<(LogArea, string)>.Create((a, b) =>
        a.Item1 != b.Item1 ? a.Item1.CompareTo(b.Item1) : string.CompareOrdinal(a.Item2, b.Item2)));

    /// <summary>Whether an append may be left half done, as on a disk.</summary>
    public bool Tears { get; init; }

    /// <summary>Whether a seal looks where the end is. Azurite's does not.</summary>
    public bool HeedsPositionOfSeal { get; init; } = true;

    public int Writes { get; private set; }

    public Task<bool> CreateSegment(string name, CancellationToken cancellation)
    {
        lock (_one)
        {
            Writes++;
            return Task.FromResult(_segments.TryAdd(name, []));
        }
    }

    public Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        lock (_one)
        {
            Writes++;
            if (!_segments.TryGetValue(name, out var segment)) return Task.FromResult(AppendOutcome.Missing);
            if (_sealed.Contains(name)) return Task.FromResult(AppendOutcome.Sealed);
            if (segment.Count != position) return Task.FromResult(AppendOutcome.Moved);
            segment.AddRange(bytes.Span);
            return Task.FromResult(AppendOutcome.Done);
        }
    }

    public Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation)
    {
        lock (_one)
        {
            Writes++;
            if (!_segments.TryGetValue(name, out var segment)) return Task.FromResult(AppendOutcome.Missing);
            if (HeedsPositionOfSeal && !_sealed.Contains(name) && segment.Count != position) return Task.FromResult(AppendOutcome.Moved);
            _sealed.Add(name);
            return Task.FromResult(AppendOutcome.Done);
        }
    }

    public Task<bool> DropTornTail(string name, long length, CancellationToken cancellation)
    {
        lock (_one)
        {
            if (Tears) Cut(name, length);
            return Task.FromResult(Tears);
        }
    }

    public Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation)
    {
        lock (_one)
            return Task.FromResult(_segments.TryGetValue(name, out var segment)
                ? new ReadOnlyMemory<byte>([.. segment.Skip((int)offset).Take(count)])
                : (ReadOnlyMemory<byte>?)null);
    }

    public Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        lock (_one)
        {
            Writes++;
            return Task.FromResult(_objects.TryAdd((area, name), bytes.ToArray()));
        }
    }

    public Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation)
    {
        lock (_one)
        {
            Writes++;
            if (Load(LogArea.Live, name)?.Tag != tag) return Task.FromResult(false);
            _objects[(LogArea.Live, name)] = bytes.ToArray();
            return Task.FromResult(true);
        }
    }

    public Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation)
    {
        lock (_one) return Task.FromResult(Load(area, name));
    }

    public async IAsyncEnumerable<string> List(LogArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var name in Names(area).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))) yield return name;
    }

    public IReadOnlyList<string> Names(LogArea area)
    {
        lock (_one)
            return area == LogArea.Journal ? [.. _segments.Keys] : [.. _objects.Keys.Where(key => key.Item1 == area).Select(key => key.Item2)];
    }

    public byte[] Bytes(string segment)
    {
        lock (_one) return [.. _segments[segment]];
    }

    /// <summary>What an administrator can do who holds every right over storage.</summary>
    public void Tamper(LogArea area, string name, Func<byte[], byte[]?> change)
    {
        lock (_one)
        {
            var changed = change(area == LogArea.Journal ? [.. _segments[name]] : _objects[(area, name)]);
            if (area == LogArea.Journal && changed is null) _segments.Remove(name);
            else if (area == LogArea.Journal) _segments[name] = [.. changed!];
            else if (changed is null) _objects.Remove((area, name));
            else _objects[(area, name)] = changed;
        }
    }

    public void Cut(string name, long length) => _segments[name].RemoveRange((int)length, (int)(_segments[name].Count - length));

    private StoredObject? Load(LogArea area, string name) => _objects.TryGetValue((area, name), out var bytes)
        ? new StoredObject(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)))
        : null;
}
