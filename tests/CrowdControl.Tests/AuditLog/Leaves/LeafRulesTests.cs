using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.Tests.AuditLog.Leaves;

public class LeafRulesTests
{
    private static readonly Leaf Good = new(
        new LeafDraft
        {
            Type = "heartbeat",
            Id = "01a19b8a-cd78-7000-8000-0000000000b2",
            Actor = new LeafActor("sys:1", "system", "none"),
            Subject = new LeafSubject("log", "log1"),
            Policy = "2026-09/1",
            Application = "crowdcontrol/1.4.0",
        },
        DateTimeOffset.UnixEpoch,
        new StreamPlace("sys:log1", 0, -1));

    [Theory]
    [InlineData("\"v\":1", "\"v\":2"), InlineData("\"v\":1", "\"v\":1.0"), InlineData("\"v\":1", "\"v\":01")]
    [InlineData("\"v\":1", "\"v\":-1")]
    [InlineData("\"v\":1", "\"v\":1,\"x\":1"), InlineData("\"v\":1", "\"v\":1,\"wa\":\"\"")]
    [InlineData(",\"pol\":\"2026-09/1\"", "")]
    [InlineData("\"n\":0", "\"n\":-0"), InlineData("\"n\":0", "\"n\":1"), InlineData("\"n\":0", "\"n\":-1")]
    [InlineData("\"p\":-1", "\"p\":0")]
    [InlineData("\"p\":-1", "\"p\":9007199254740993"), InlineData("\"p\":-1", "\"p\":99999999999999999999")]
    [InlineData("\"p\":-1", "\"p\":--1")]
    [InlineData("sys:log1", "sys:"), InlineData("sys:log1", "log:1"), InlineData("sys:log1", "sys")]
    [InlineData("heartbeat", "Heartbeat"), InlineData("heartbeat", "post."), InlineData("heartbeat", ".post")]
    [InlineData("heartbeat", "a..b"), InlineData("heartbeat", "a b")]
    [InlineData("01a19b8a-cd78-7000", "01A19b8a-cd78-7000"), InlineData("cd78-7000", "cd78-4000")]
    [InlineData("-8000-", "-7000-"), InlineData("0000b2", "0000b")]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-02-29T00:00:00.000Z")]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-01-01T24:00:00.000Z")]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:60.000Z")]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00.000+00:00")]
    [InlineData("1970-01-01T00:00:00.000Z", "0000-01-01T00:00:00.000Z")]
    [InlineData("{\"amr\"", "{ \"amr\""), InlineData("\"none\"", "\"\""), InlineData("\"none\"", "\"\\u0041\"")]
    [InlineData("\"none\"", "\"\\u000A\"")]
    [InlineData("\"none\"", "\"\\u0009\""), InlineData("\"none\"", "\"\\/\""), InlineData("\"none\"", "\"\\ud83d\\ude02\"")]
    [InlineData("\"none\"", "null")]
    [InlineData("\"none\"", "\"a\tb\""), InlineData("\"none\"", "\"\\u001F\""), InlineData("\"none\"", "\"\\u00\"")]
    [InlineData("\"none\"", "\"\\")]
    [InlineData("\"d\":{}", "\"d\":[]"), InlineData("\"d\":{}", "\"d\":{\"a\":\"short\"}"), InlineData("\"d\":{}", "\"d\":{,}")]
    [InlineData("\"d\":{}", "\"d\":{\"b\":$C,\"a\":$C}")]
    [InlineData("\"d\":{}", "\"d\":{\"a\":$C,\"a\":$C}")]
    [InlineData("\"d\":{}", "\"d\":{\"a\":\"TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rap\"}")]
    public void A_leaf_that_breaks_a_rule_is_refused(string good, string bad)
    {
        var text = Encoding.UTF8.GetString(Good.ToBytes());
        Assert.Contains(good, text, StringComparison.Ordinal);

        bad = bad.Replace("$C", $"\"{Commitment.Make(new byte[32], "a", 1)}\"", StringComparison.Ordinal);
        var changed = text.Replace(good, bad, StringComparison.Ordinal);
        var refused = Assert.Throws<FormatException>(() => Leaf.Parse(Encoding.UTF8.GetBytes(changed)));

        Assert.Contains("at byte", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_that_breaks_a_rule_is_not_written()
    {
        Refused(Good with { Draft = Good.Draft with { Type = "Post" } });
        Refused(Good with { Draft = Good.Draft with { Type = new string('a', 65) } });
        Refused(Good with { Draft = Good.Draft with { Id = Good.Draft.Id.ToUpperInvariant() } });
        Refused(Good with { Draft = Good.Draft with { Outcome = "" } });
        Refused(Good with { Draft = Good.Draft with { Policy = "e\u0301" } });
        Refused(Good with { Draft = Good.Draft with { Policy = "\ud800" } });
        Refused(Good with { Draft = Good.Draft with { Policy = new string('x', Leaf.MaximumSize) } });
        Refused(Good with { Place = new StreamPlace("log:1", 0, -1) });
        Refused(Good with { Place = new StreamPlace("sys:1", 0, 7) });
        Refused(Good with { Place = new StreamPlace("sys:1", 5, 3) });
        Refused(Good with { Place = new StreamPlace("sys:1", 5, 1L << 53) });
    }

    [Fact]
    public void A_leaf_past_8_KiB_and_bytes_that_are_no_UTF_8_are_refused()
    {
        var bytes = (Good with { Draft = Good.Draft with { Policy = new string('x', 7_500) } }).ToBytes();
        var longer = Encoding.UTF8.GetString(bytes).Replace("\"xxx", "\"xxx" + new string('x', 700), StringComparison.Ordinal);
        var notText = Good.ToBytes();
        notText[10] = 0xff;

        Assert.Equal(bytes, Leaf.Parse(bytes).ToBytes());
        Assert.Throws<FormatException>(() => Leaf.Parse(Encoding.UTF8.GetBytes(longer)));
        Assert.Throws<FormatException>(() => Leaf.Parse(notText));
    }

    [Fact]
    public void Names_of_details_ascend_by_UTF_16_units()
    {
        var commitment = Commitment.Make(new byte[32], "a", 1);
        var details = new[] { "\uff5e", "😂", "b", "a\n" }.ToDictionary(name => name, _ => commitment);
        var leaf = Good with { Draft = Good.Draft with { Details = details } };

        var bytes = leaf.ToBytes();

        Assert.Equal(["a\n", "b", "😂", "\uff5e"], Leaf.Parse(bytes).Draft.Details.Keys);
        Assert.Equal(bytes, CanonicalJson.Write(CanonicalJson.Parse(bytes)));
    }

    private static void Refused(Leaf leaf) => Assert.ThrowsAny<ArgumentException>(() => leaf.ToBytes());
}
