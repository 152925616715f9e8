using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>G7: what an entry has to wait for, in calls to storage. How long those take is ./bench audit's to measure.</summary>
[Trait("Goal", "G7")]
public sealed class LatencyTests : IDisposable
{
    private readonly ReadingStore _store = new(new MemoryStore());

    [Fact]
    public async Task An_entry_waits_for_the_append_that_is_under_way_and_for_its_own_and_for_no_other()
    {
        await using var log = TestLog.On(_store);
        await log.Size(CancellationToken.None);
        await log.Append(TestLog.Entry("first"), CancellationToken.None);
        var before = _store.Appends;
        _store.Hold();
        var held = log.Append(TestLog.Entry("held"), CancellationToken.None);
        await _store.Arrived;

        var others = Enumerable.Range(0, 400).Select(i => log.Append(TestLog.Entry($"e{i}"), CancellationToken.None)).ToList();
        Assert.False(held.IsCompleted);
        _store.Release();
        await Task.WhenAll([held, .. others]);

        Assert.Equal(before + 2, _store.Appends);
    }

    [Fact]
    public async Task A_checkpoint_on_demand_takes_a_fixed_number_of_calls_however_long_the_log_is()
    {
        await using var log = TestLog.On(_store);
        var calls = new List<int>();
        for (var size = 0; size < 3_000; size += 500)
        {
            var last = (await log.Append([.. Enumerable.Range(size, 500).Select(i => TestLog.Entry($"e{i}"))], CancellationToken.None))[^1];
            var before = _store.Calls;
            await log.Publish(last.Index, CancellationToken.None);
            calls.Add(_store.Calls - before);
        }

        // The first finds no checkpoint to go on from, and looks for one in another place.
        Assert.All(calls.Skip(1), count => Assert.InRange(count, 1, 8));
    }

    public void Dispose() => _store.Dispose();
}
