using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Journal;

namespace CrowdControl.Tests.AuditLog.Sequencing;

public class SequencedLogTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();

    [Fact]
    public async Task Entries_stand_in_the_order_of_their_arrival_each_with_its_place_in_its_stream()
    {
        await using var log = TestLog.On(_store, _clock);

        foreach (var (name, stream) in new[] { ("a", "acct:1"), ("b", "acct:2"), ("c", "acct:1"), ("d", "sys:log1"), ("e", "acct:1") })
            await log.Append(TestLog.Entry(name, stream), CancellationToken.None);

        var leaves = (await log.Reading.Read(0, 10, CancellationToken.None)).Select(leaf => Leaf.Parse(leaf.Bytes.Span)).ToList();
        Assert.Equal(["a", "b", "c", "d", "e"], leaves.Select(leaf => "abcde".Single(c => EntryId.Named($"{c}") == leaf.Draft.Id).ToString()));
        Assert.Equal(
            [new("acct:1", 0, -1), new("acct:2", 0, -1), new("acct:1", 1, 0), new("sys:log1", 0, -1), new("acct:1", 2, 2)],
            leaves.Select(leaf => leaf.Place));
        Assert.All(leaves, leaf => Assert.Equal(_clock.Now, leaf.At));
    }

    [Fact]
    public async Task An_id_is_taken_in_once_and_answers_with_what_was_taken_in()
    {
        await using var log = TestLog.On(_store, _clock);
        var first = await log.Append(TestLog.Entry("a"), CancellationToken.None);
        await log.Append(TestLog.Entry("b"), CancellationToken.None);
        await using var other = TestLog.On(_store, _clock);

        var again = await other.Append(TestLog.Entry("a", "acct:9"), CancellationToken.None);

        Assert.True(again.Known);
        Assert.Equal((first.Index, first.At), (again.Index, again.At));
        Assert.Equal(first.Leaf.ToArray(), again.Leaf.ToArray());
        Assert.Equal(2, await other.Size(CancellationToken.None));
    }

    [Fact]
    public async Task Entries_that_come_together_share_a_frame_and_one_that_is_wrong_fails_alone()
    {
        await using var log = TestLog.On(_store, _clock);
        var wrong = new Entry(EntryId.Named("wrong"), "acct:1", (_, _) => "{}"u8.ToArray());

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            try
            {
                return (await log.Append(i == 7 ? wrong : TestLog.Entry($"e{i}"), CancellationToken.None)).Index;
            }
            catch (ArgumentException)
            {
                return -1;
            }
        }));

        Assert.Equal(-1, answers[7]);
        Assert.Equal(Enumerable.Range(0, 299).Select(i => (long)i), answers.Where(index => index >= 0));
        Assert.InRange(_store.Writes, 2, 150);
    }

    [Fact]
    public async Task A_segment_ends_with_the_day_and_at_4096_frames()
    {
        await using var log = TestLog.On(_store, _clock);
        for (var i = 0; i < 4_097; i++) await log.Append(TestLog.Entry($"a{i}"), CancellationToken.None);
        _clock.Now += TimeSpan.FromDays(1);

        await log.Append(TestLog.Entry("tomorrow"), CancellationToken.None);

        Assert.Equal(
            ["log1/seg/000000000000.paj", "log1/seg/000000004096.paj", "log1/seg/000000004097.paj"], _store.Names(LogArea.Journal));
    }

    [Fact]
    public async Task A_clock_that_goes_back_a_little_stands_still_and_one_far_behind_stops_the_log_until_it_is_right()
    {
        await using var log = TestLog.On(_store, _clock);
        var first = await log.Append(TestLog.Entry("a"), CancellationToken.None);
        _clock.Now -= TimeSpan.FromSeconds(1.5);
        var second = await log.Append(TestLog.Entry("b"), CancellationToken.None);
        _clock.Now -= TimeSpan.FromSeconds(1);

        var stopped = await Assert.ThrowsAsync<LogStopped>(() => log.Append(TestLog.Entry("c"), CancellationToken.None));
        Assert.Same(stopped, log.PublishingFault);
        _clock.Now += TimeSpan.FromSeconds(10);
        var third = await log.Append(TestLog.Entry("c"), CancellationToken.None);

        Assert.Equal(LogStop.Clock, stopped.Why);
        Assert.Null(log.PublishingFault);
        Assert.Equal(first.At, second.At);
        Assert.Equal(2, third.Index);
    }

    [Fact]
    public async Task At_one_act_a_second_storage_is_written_about_once_an_act()
    {
        const int Acts = 600;
        await using var log = TestLog.On(_store, _clock);

        for (var i = 0; i < Acts; i++)
        {
            await log.Append(TestLog.Entry($"a{i}"), CancellationToken.None);
            _clock.Now += TimeSpan.FromSeconds(1);
            if (i % 60 == 59) await log.PublishAll(CancellationToken.None);
        }

        Assert.InRange(_store.Writes, Acts, 1.2 * Acts);
    }

    [Fact]
    public async Task A_closed_log_takes_nothing_more_in()
    {
        await using var log = TestLog.On(_store, _clock);
        await log.Append(TestLog.Entry("close", "sys:log1", "log.closed"), CancellationToken.None);

        await Assert.ThrowsAsync<LogClosed>(() => log.Append(TestLog.Entry("a"), CancellationToken.None));
        await using var other = TestLog.On(_store, _clock);
        await Assert.ThrowsAsync<LogClosed>(() => other.Append(TestLog.Entry("a"), CancellationToken.None));
    }
}
