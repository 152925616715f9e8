using System.Runtime.CompilerServices;
using CrowdControl.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Journal;

/// <summary>What goes wrong at one call to storage.</summary>
internal enum Fault
{
    None,

    /// <summary>The call fails and has done nothing.</summary>
    Before,

    /// <summary>The call is done and its answer is lost.</summary>
    After,

    /// <summary>The call is done twice; the second answer is what the caller sees.</summary>
    Twice,

    /// <summary>The call fails, and is done some calls later.</summary>
    Late,

    /// <summary>The process dies, and the call is not done.</summary>
    CrashBefore,

    /// <summary>The process dies, and the call is done.</summary>
    CrashAfter,

    /// <summary>The process dies in the middle of an append, on storage that tears.</summary>
    Torn,
}

/// <summary>The storage as one process sees it, with a fault at calls that a schedule names. Another process has another of these.</summary>
internal sealed class FaultyStore(ILogStore store, Func<Fault> next) : ILogStore
{
    private readonly List<(int Due, Func<Task> Call)> _late = [];
    private int _calls;

    /// <summary>Calls after which a late one is done at the earliest.</summary>
    public int LateBy { get; init; } = 1;

    public bool IsDead { get; private set; }

    public Task<bool> CreateSegment(string name, CancellationToken cancellation) => Call(() => store.CreateSegment(name, cancellation));

    public Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var copy = bytes.ToArray();
        return Call(() => store.Append(name, position, copy, cancellation), () => store.Append(name, position, copy.AsMemory(0, copy.Length / 2), cancellation));
    }

    public Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation) => Call(() => store.Seal(name, position, cancellation));

    public Task<bool> DropTornTail(string name, long length, CancellationToken cancellation) => Call(() => store.DropTornTail(name, length, cancellation));

    public Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation) =>
        Call(() => store.ReadSegment(name, offset, count, cancellation));

    public Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var copy = bytes.ToArray();
        return Call(() => store.Create(area, name, copy, cancellation));
    }

    public Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation)
    {
        var copy = bytes.ToArray();
        return Call(() => store.Replace(name, copy, tag, cancellation));
    }

    public Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation) => Call(() => store.Get(area, name, cancellation));

    public async IAsyncEnumerable<string> List(LogArea area, string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Call(() => Task.FromResult(true));
        await foreach (var name in store.List(area, prefix, cancellation)) yield return name;
    }

    /// <summary>What is still under way arrives.</summary>
    public async Task Arrive(bool all)
    {
        foreach (var late in _late.Where(late => all || late.Due <= _calls).ToList())
        {
            _late.Remove(late);
            await late.Call();
        }
    }

    private async Task<T> Call<T>(Func<Task<T>> call, Func<Task<T>>? half = null)
    {
        _calls++;
        await Arrive(all: false);
        if (IsDead) throw new IOException("This process is dead.");
        var fault = next();
        IsDead = fault is Fault.CrashBefore or Fault.CrashAfter or Fault.Torn;
        if (fault == Fault.Late) _late.Add((_calls + LateBy + _calls % 5, call));
        if (fault == Fault.Torn) await (half ?? call)();
        if (fault is Fault.After or Fault.Twice or Fault.CrashAfter) await call();
        return fault is Fault.None or Fault.Twice ? await call() : throw new IOException($"Storage failed: {fault}.");
    }
}
