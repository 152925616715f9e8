using CrowdControl.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Journal;

/// <summary>Storage that tells what was asked of it, and whose appends can be held up.</summary>
internal sealed class ReadingStore(MemoryStore store) : ILogStore, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _segments = [];
    private int _calls;
    private int _appends;

    public int Calls => _calls;

    public int Appends => _appends;

    /// <summary>Segments that something was read of, in the order of the first time.</summary>
    public IEnumerable<string> Segments => _segments.Distinct();

    /// <summary>Once an append waits at the gate.</summary>
    public Task Arrived => _arrived.Task;

    public void Hold() => _gate.Wait();

    public void Release() => _gate.Release();

    public Task<bool> CreateSegment(string name, CancellationToken cancellation) => Counted(() => store.CreateSegment(name, cancellation));

    public async Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _appends);
        if (_gate.CurrentCount == 0) _arrived.TrySetResult();
        await _gate.WaitAsync(cancellation);
        _gate.Release();
        return await Counted(() => store.Append(name, position, bytes, cancellation));
    }

    public Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation) =>
        Counted(() => store.Seal(name, position, cancellation));

    public Task<bool> DropTornTail(string name, long length, CancellationToken cancellation) =>
        Counted(() => store.DropTornTail(name, length, cancellation));

    public async Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation)
    {
        var bytes = await Counted(() => store.ReadSegment(name, offset, count, cancellation));
        if (bytes is { Length: > 0 }) _segments.Add(name);
        return bytes;
    }

    public Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        Counted(() => store.Create(area, name, bytes, cancellation));

    public Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation) =>
        Counted(() => store.Replace(name, bytes, tag, cancellation));

    public Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation) => Counted(() => store.Get(area, name, cancellation));

    public IAsyncEnumerable<string> List(LogArea area, string prefix, CancellationToken cancellation)
    {
        _calls++;
        return store.List(area, prefix, cancellation);
    }

    public void Dispose() => _gate.Dispose();

    private Task<T> Counted<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _calls);
        return call();
    }
}
