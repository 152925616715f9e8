using CrowdControl.Domain.Mentions;

namespace CrowdControl.Tests.Monitoring;

public sealed class MentionKeyTests
{
    [Fact]
    public void A_key_is_26_letters_that_a_table_accepts_and_depends_on_every_part()
    {
        string[][] parts = [["c", "n", "id", "v"], ["c", "n", "id", "w"], ["c", "n", "i", "dv"], ["d", "n", "id", "v"], ["c", "", "nid", "v"]];

        var keys = parts.Select(p => MentionKey.Of(p[0], p[1], p[2], p[3]).Value).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[a-z2-7]{26}$", key));
    }

    [Fact]
    public void Ids_sort_newest_first_and_tell_their_time()
    {
        var key = MentionKey.Of("c", "n", "id", "v");
        var at = new DateTimeOffset(2026, 11, 24, 10, 0, 0, 5, TimeSpan.Zero);

        var (older, newer) = (MentionClock.IdOf(at, key), MentionClock.IdOf(at.AddMilliseconds(1), key));

        Assert.True(string.CompareOrdinal(newer.Value, older.Value) < 0);
        Assert.Equal(at, MentionClock.TimeIn(older));
        Assert.Null(MentionClock.TimeIn(new CrowdControl.Domain.MentionId("nonsense")));
    }

    [Fact]
    public void A_clock_that_runs_ahead_or_lies_far_back_does_not_decide_the_order()
    {
        var seen = new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

        var ahead = MentionClock.TimeOf(seen.AddYears(50), seen);
        var behind = MentionClock.TimeOf(DateTimeOffset.MinValue, seen);

        Assert.Equal(seen, ahead);
        Assert.Equal(2000, behind.Year);
    }
}
