using CrowdControl.AuditLog.Journal;
using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

/// <summary>G3: recovery goes by what follows the last right edge, however long the log is. Its time is ./bench audit's to measure.</summary>
[Trait("Goal", "G3")]
public class RecoveryTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task A_log_is_opened_again_by_its_last_two_segments_alone()
    {
        await using (var log = TestLog.On(_store, _clock))
            for (var day = 0; day < 20; day++)
            {
                for (var batch = 0; batch < 3; batch++) await log.Append(Entries(day, batch), CancellationToken.None);
                await log.PublishAll(CancellationToken.None);
                _clock.Now += TimeSpan.FromDays(1);
            }
        var segments = _store.Names(LogArea.Journal).ToList();
        // What a crash left: acknowledged, in no checkpoint and in no right edge.
        await using (var log = TestLog.On(_store, _clock)) await log.Append(Entries(20, 0), CancellationToken.None);

        var reading = new ReadingStore(_store);
        await using var again = TestLog.On(reading, _clock);

        Assert.Equal(20 * 300 + 100, await again.Size(CancellationToken.None));
        Assert.Equal([.. segments.TakeLast(2), _store.Names(LogArea.Journal)[^1]], reading.Segments);
    }

    private static CrowdControl.AuditLog.Sequencing.Entry[] Entries(int day, int batch) =>
        [.. Enumerable.Range(0, 100).Select(i => TestLog.Entry($"{day}/{batch}/{i}", $"acct:{i % 7}"))];
}
