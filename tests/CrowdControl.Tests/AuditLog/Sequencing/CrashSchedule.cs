using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>A log that is written by processes which fail and die as a seed says, and is held to its promises afterwards.</summary>
/// <param name="storage">Where the log lies; in memory where none is given.</param>
internal sealed class CrashSchedule(int seed, bool tears, Func<int, Fault> faultAt, CrashStorage? storage = null)
{
    private readonly Random _random = new(seed);
    private readonly CrashStorage _storage = storage ?? CrashStorage.InMemory(new MemoryStore { Tears = tears, HeedsPositionOfSeal = seed % 2 == 0 });
    private readonly HandClock _clock = new();
    private readonly Dictionary<string, Receipt?> _entries = [];
    private readonly List<FaultyStore> _all = [];
    private readonly List<Receipt> _published = [];
    private int _calls;

    /// <summary>Calls to storage that were made, faults or not.</summary>
    public int Calls => _calls;

    public async Task Run(int steps)
    {
        var processes = new Process[tears ? 1 : 2];
        for (var i = 0; i < processes.Length; i++) processes[i] = Start();
        for (var step = 0; step < steps; step++)
        {
            var which = _random.Next(processes.Length);
            if (processes[which].Store.IsDead) processes[which] = await Restart(processes[which]);
            await Step(processes[which].Log, step);
        }
        foreach (var process in processes) await process.Log.DisposeAsync();
        foreach (var store in _all) await store.Arrive(all: true);
        await Check();
    }

    private async Task Step(SequencedLog log, int step)
    {
        if (_random.Next(12) == 0) _clock.Now += TimeSpan.FromHours(3);
        try
        {
            switch (_random.Next(8))
            {
                case 0:
                    await log.PublishAll(CancellationToken.None);
                    break;
                case 1 when _entries.Values.OfType<Receipt>().LastOrDefault() is { Size: > 0 } last:
                    await log.Publish(last.Index, CancellationToken.None);
                    _published.Add(last);
                    break;
                case 2 when _entries.Where(entry => entry.Value is null).Select(entry => entry.Key).LastOrDefault() is { } unknown:
                    await Append(log, [unknown]);
                    break;
                default:
                    await Append(log, [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(i => $"e{step}-{i}")]);
                    break;
            }
        }
        catch (IOException)
        {
            // Not known; whoever asked would ask again.
        }
    }

    private async Task Append(SequencedLog log, string[] names)
    {
        foreach (var name in names) _entries.TryAdd(name, null);
        var receipts = await log.Append([.. names.Select(name => TestLog.Entry(name, $"acct:{name.Length % 3}"))], CancellationToken.None);
        for (var i = 0; i < names.Length; i++) _entries[names[i]] = receipts[i];
    }

    private Process Start()
    {
        var store = new FaultyStore(_storage.Store, () => faultAt(Interlocked.Increment(ref _calls)));
        _all.Add(store);
        return new Process(store, TestLog.On(store, _clock));
    }

    private async Task<Process> Restart(Process dead)
    {
        await dead.Log.DisposeAsync();
        return Start();
    }

    private async Task Check()
    {
        await using var log = TestLog.On(_storage.Store, _clock);
        foreach (var name in _entries.Keys.ToList())
        {
            var again = await log.Append(TestLog.Entry(name, $"acct:{name.Length % 3}"), CancellationToken.None);
            if (_entries[name] is { } acked)
            {
                Assert.Equal(acked.Index, again.Index);
                Assert.Equal(acked.Leaf.ToArray(), again.Leaf.ToArray());
            }
        }
        Assert.Equal(_entries.Count, await log.Size(CancellationToken.None));
        await log.PublishAll(CancellationToken.None);

        // A stranger who rebuilds everything from the journal's first byte.
        await _storage.ForgetEdge();
        await using var rebuilt = TestLog.On(_storage.Store, _clock);
        var roots = await TestLog.Roots(rebuilt);
        Assert.Equal(_entries.Count + 1, roots.Count);
        var signed = await _storage.Store.List(LogArea.Anchors, "", CancellationToken.None).Select(name => (LogArea.Anchors, name)).ToListAsync();
        foreach (var (area, name) in signed.Append((LogArea.Live, "log1/checkpoint")))
        {
            var note = SignedNote.Parse((await _storage.Store.Get(area, name, CancellationToken.None))!.Bytes.Span);
            note.Verify([TestLog.Signer.Key]);
            var checkpoint = Checkpoint.Parse(note.Text);
            Assert.Equal(roots[(int)checkpoint.Size], checkpoint.Root);
        }
        await rebuilt.PublishAll(CancellationToken.None);
        if (_published.Count > 0) await rebuilt.Reading.Prove(_published[_random.Next(_published.Count)].Index, CancellationToken.None);
    }

    private sealed record Process(FaultyStore Store, SequencedLog Log);
}

/// <summary>Storage for a schedule.</summary>
/// <param name="ForgetEdge">Takes away what spares a new instance reading the whole journal.</param>
internal sealed record CrashStorage(ILogStore Store, Func<Task> ForgetEdge)
{
    public static CrashStorage InMemory(MemoryStore store) => new(store, () =>
    {
        store.Tamper(LogArea.Live, "log1/right-edge", _ => null);
        return Task.CompletedTask;
    });
}
