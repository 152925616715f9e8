using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Seals;
using CrowdControl.Tests.AuditLog.Leaves;

namespace CrowdControl.Tests.AuditLog.Seals;

public class StreamTallyTests
{
    private static readonly string[] Streams = ["acct:1", "acct:\"2\"", "case:3\n", "user:😂", "sys:log1"];

    [Fact]
    public void Streams_are_followed_and_sealed_as_they_stand()
    {
        var tally = new StreamTally();

        var log = Log(200, tally);

        Assert.Equal(Streams.Length, tally.Count);
        foreach (var item in tally.Seal().Items)
        {
            var entries = log.Index().Where(entry => entry.Item.Place.Stream == item.Stream).ToList();
            Assert.Equal((entries.Count - 1, entries[^1].Index), (item.Number, item.Last));
            Assert.Equal(new StreamPlace(item.Stream, item.Number + 1, item.Last), tally.Next(item.Stream));
        }
        Assert.Equal(new StreamPlace("acct:new", 0, -1), tally.Next("acct:new"));
    }

    [Fact]
    public void An_entry_whose_counter_does_not_follow_is_named()
    {
        var log = Log(50, new StreamTally());
        for (var dropped = 0; dropped < log.Count; dropped++)
            if (log.Skip(dropped + 1).Any(leaf => leaf.Place.Stream == log[dropped].Place.Stream))
            {
                var without = log.Where((_, i) => i != dropped).ToList();
                var tally = new StreamTally();
                Assert.Throws<FormatException>(() => { for (var i = 0; i < without.Count; i++) Add(tally, i, without[i]); });
            }
    }

    [Fact]
    public void The_removal_of_any_one_entry_of_a_sealed_stream_is_detected()
    {
        var tally = new StreamTally();
        var log = Log(300, tally);
        var seal = tally.Seal();
        foreach (var item in seal.Items)
        {
            var entries = log.Index()
                .Where(entry => entry.Item.Place.Stream == item.Stream)
                .Select(entry => ((ulong)entry.Index, entry.Item.Place))
                .ToList();
            StreamCompleteness.Check(item, entries);
            for (var removed = 0; removed < entries.Count; removed++)
                Refused(item, [.. entries.Where((_, i) => i != removed)]);
            Refused(item, [.. entries, entries[^1]]);
            Refused(item, [.. entries.Select(entry => (entry.Item1 + 1, entry.Place))]);
            Refused(item, []);
            Refused(item with { Stream = "acct:9" }, entries);
        }
    }

    [Fact]
    public void Entries_after_the_seal_may_be_shown_but_without_a_gap()
    {
        var item = new SealItem("acct:1", 1, 7);
        List<(ulong, StreamPlace)> entries = [(4, new("acct:1", 0, -1)), (7, new("acct:1", 1, 4)), (9, new("acct:1", 2, 7))];

        StreamCompleteness.Check(item, entries);

        Refused(item, [.. entries, (12, new("acct:1", 4, 11))]);
        Refused(item with { Last = 8 }, entries);
    }

    private static List<Leaf> Log(int size, StreamTally tally)
    {
        var random = new Random(14);
        var log = new List<Leaf>();
        for (var i = 0; i < size; i++)
        {
            log.Add(LeafTests.Random(random) with { Place = tally.Next(Streams[random.Next(Streams.Length)]) });
            Add(tally, i, log[i]);
        }
        return log;
    }

    private static void Add(StreamTally tally, int index, Leaf leaf) => tally.Add((ulong)index, LeafText.Read(leaf.ToBytes()));

    private static void Refused(SealItem item, IReadOnlyList<(ulong, StreamPlace)> entries) =>
        Assert.NotEmpty(Assert.Throws<FormatException>(() => StreamCompleteness.Check(item, entries)).Message);
}
