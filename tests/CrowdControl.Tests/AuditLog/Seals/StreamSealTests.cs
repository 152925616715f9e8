using System.Text;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Seals;

public class StreamSealTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public void A_seal_is_the_RFC_6962_root_over_its_items_by_the_bytes_of_their_streams()
    {
        var seal = new StreamSeal([new("user:1", 4, 40), new("acct:\uff5e", 0, 3), new("acct:😂", 2, 9), new("acct:3", 5, 880)]);

        string[] lines =
        [
            """{"last":880,"n":5,"s":"acct:3"}""", "{\"last\":3,\"n\":0,\"s\":\"acct:\uff5e\"}", """{"last":9,"n":2,"s":"acct:😂"}""",
            """{"last":40,"n":4,"s":"user:1"}""",
        ];
        Assert.Equal(string.Concat(lines.Select(line => line + "\n")), Encoding.UTF8.GetString(seal.ToLines()));
        Assert.Equal(NaiveTree.Root([.. lines.Select(Encoding.UTF8.GetBytes)]), seal.Root.Bytes.ToArray());
        Assert.Equal(seal.Root, StreamSeal.Parse(seal.ToLines()).Root);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(7), InlineData(100)]
    public void Every_stream_is_shown_present_and_every_other_absent(int count)
    {
        var seal = Seal(count);
        var statement = Statement(seal);

        foreach (var item in seal.Items)
        {
            var proof = seal.Prove(item.Stream)!;
            proof.Check(statement);
            Refused(() => (proof with { Item = item with { Number = item.Number + 1 } }).Check(statement));
            Refused(() => (proof with { Index = proof.Index + 1 }).Check(statement));
            Refused(() => proof.Check(statement with { LogSize = (ulong)item.Last }));
            foreach (var absent in new[] { item.Stream + "x", item.Stream[..^1], "a", "z" })
            {
                Assert.Null(seal.Prove(absent));
                seal.ProveAbsence(absent).Check(statement);
                Refused(() => (seal.ProveAbsence(absent) with { Stream = item.Stream }).Check(statement));
            }
            Assert.Throws<ArgumentException>(() => seal.ProveAbsence(item.Stream));
        }
    }

    [Fact]
    public void A_stream_cannot_be_hidden_between_two_that_are_no_neighbours_or_past_an_end_that_is_none()
    {
        var seal = Seal(9);
        var statement = Statement(seal);
        for (var hidden = 0; hidden < 9; hidden++)
        {
            var stream = seal.Items[hidden].Stream;
            var before = hidden > 0 ? seal.Prove(seal.Items[hidden - 1].Stream) : null;
            var after = hidden < 8 ? seal.Prove(seal.Items[hidden + 1].Stream) : null;

            Refused(() => new AbsenceProof(stream, before, after).Check(statement));
            Refused(() => new AbsenceProof(stream, before, null).Check(statement));
            Refused(() => new AbsenceProof(stream, null, after).Check(statement));
            Refused(() => new AbsenceProof(stream, null, null).Check(statement));
        }
    }

    [Fact]
    public void A_seal_of_no_streams_shows_every_stream_absent()
    {
        var statement = Statement(new StreamSeal([]));

        new StreamSeal([]).ProveAbsence("acct:1").Check(statement);
        Refused(() => new AbsenceProof("acct:1", null, null).Check(statement with { Root = TreeHash.Leaf("x"u8) }));
    }

    [Theory]
    [InlineData("{\"last\":1,\"n\":0,\"s\":\"a\"}"), InlineData("\n"), InlineData("{\"last\":1,\"n\":0,\"s\":\"a\"}\r\n"), InlineData("[]\n")]
    [InlineData("{\"n\":0,\"last\":1,\"s\":\"a\"}\n"), InlineData("{\"last\":1,\"n\":2,\"s\":\"a\"}\n")]
    [InlineData("{\"last\":-1,\"n\":-1,\"s\":\"a\"}\n")]
    [InlineData("{\"last\":1.5,\"n\":0,\"s\":\"a\"}\n"), InlineData("{\"last\":1,\"n\":0,\"s\":\"\"}\n")]
    [InlineData("{\"last\":1,\"n\":0,\"s\":\"a\",\"t\":1}\n")]
    [InlineData("{\"last\":1,\"n\":0,\"s\":\"b\"}\n{\"last\":2,\"n\":0,\"s\":\"a\"}\n")]
    [InlineData("{\"last\":1,\"n\":0,\"s\":\"a\"}\n{\"last\":2,\"n\":0,\"s\":\"a\"}\n")]
    public void A_list_in_another_spelling_or_order_is_refused(string lines) =>
        Refused(() => StreamSeal.Parse(Encoding.UTF8.GetBytes(lines)));

    [Fact]
    public void A_statement_is_read_in_its_one_spelling()
    {
        var statement = Statement(Seal(3));
        var text = statement.ToString();

        Assert.Equal(statement, SealStatement.Parse(text));
        Assert.StartsWith("20261102/1000000/3/", text, StringComparison.Ordinal);
        Refused(() => SealStatement.Parse(text.Replace("/3/", "/03/", StringComparison.Ordinal)));
        Refused(() => SealStatement.Parse(text.Replace("20261102", "20261302", StringComparison.Ordinal)));
        Refused(() => SealStatement.Parse(text.ToUpperInvariant()));
        Refused(() => SealStatement.Parse(text + "/"));
    }

    private static StreamSeal Seal(int count) =>
        new(Enumerable.Range(0, count).Select(i => new SealItem($"case:{(i * 7919) % 10007}", i, 10 * i)));

    private static SealStatement Statement(StreamSeal seal) => new(Day, 1_000_000, (ulong)seal.Items.Count, seal.Root);

    private static void Refused(Action check) => Assert.NotEmpty(Assert.Throws<FormatException>(check).Message);
}
