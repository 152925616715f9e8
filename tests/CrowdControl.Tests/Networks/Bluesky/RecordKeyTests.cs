using System.Text.RegularExpressions;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

public sealed class RecordKeyTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_is_a_TID()
    {
        var keys = Enumerable.Range(0, 500).Select(i => RecordKey.Of(new PublishKey($"t/{i}/1", At.AddDays(i * 40))));

        Assert.All(keys, key => Assert.Matches(new Regex("^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$"), key));
    }

    /// <summary>Written down, so that no release can publish again what an earlier one published.</summary>
    [Theory]
    [InlineData("tenant/submission/1", "3mg2vbx7xqzip")]
    [InlineData("tenant/submission/2", "3mg2vbwy6eb6w")]
    public void A_key_stays_what_it_is(string name, string expected) => Assert.Equal(expected, RecordKey.Of(new PublishKey(name, At)));

    [Fact]
    public void The_same_second_and_name_give_the_same_key_and_another_name_another()
    {
        var names = Enumerable.Range(0, 20_000).Select(i => $"tenant/submission{i}/1").ToArray();

        var keys = names.Select(name => RecordKey.Of(new PublishKey(name, At))).ToArray();
        var again = names.Select(name => RecordKey.Of(new PublishKey(name, At.ToOffset(TimeSpan.FromHours(5))))).ToArray();

        Assert.Equal(keys, again);
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Keys_sort_by_the_second_of_their_posts()
    {
        var keys = Enumerable.Range(0, 1_000).Select(i => RecordKey.Of(new PublishKey($"t/{i}", At.AddSeconds(i)))).ToArray();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
    }
}
