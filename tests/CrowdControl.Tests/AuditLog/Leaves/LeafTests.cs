using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.Tests.AuditLog.Canonical;

namespace CrowdControl.Tests.AuditLog.Leaves;

public class LeafTests
{
    /// <summary>The leaf of audit-log.md section 5.1.</summary>
    private static readonly string Printed = """
        {"act":{"amr":"fido2","r":"u:b81d","role":"approver"},"app":"crowdcontrol/1.4.0+9f3c2e1",
        "d":{"reason":"TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao"},"id":"01a19b8a-cd78-7000-8000-0000000000b2",
        "obj":{"id":"p:77aa","k":"post"},"out":"ok","pol":"2026-09/1","seq":{"n":5,"p":880,"s":"acct:3"},
        "t":"post.rejected","ts":"2026-11-02T09:15:27.480Z","v":1}
        """.ReplaceLineEndings("");

    private static readonly LeafDraft Draft = new()
    {
        Type = "post.rejected",
        Id = "01a19b8a-cd78-7000-8000-0000000000b2",
        Actor = new LeafActor("u:b81d", "approver", "fido2"),
        Subject = new LeafSubject("post", "p:77aa"),
        Details = new Dictionary<string, Commitment> { ["reason"] = Commitment.Parse("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao") },
        Policy = "2026-09/1",
        Application = "crowdcontrol/1.4.0+9f3c2e1",
    };

    private static readonly Leaf Example =
        new(Draft, new DateTimeOffset(2026, 11, 2, 9, 15, 27, 480, TimeSpan.Zero), new StreamPlace("acct:3", 5, 880));

    [Fact]
    public void The_printed_leaf_is_written_to_the_byte() => Assert.Equal(Printed, Encoding.UTF8.GetString(Example.ToBytes()));

    [Fact]
    public void The_printed_leaf_is_read_with_all_its_fields()
    {
        var leaf = Leaf.Parse(Encoding.UTF8.GetBytes(Printed));

        Assert.Equal(Example.Draft with { Details = leaf.Draft.Details }, leaf.Draft);
        Assert.Equal(Draft.Details, leaf.Draft.Details);
        Assert.Equal((Example.At, Example.Place), (leaf.At, leaf.Place));
    }

    [Fact]
    public void The_order_of_a_leaf_is_read_without_allocating()
    {
        var bytes = Example.ToBytes();
        LeafText.Read(bytes);
        var (before, sum) = (GC.GetAllocatedBytesForCurrentThread(), 0L);

        for (var i = 0; i < 100; i++) sum += LeafText.Read(bytes).Previous;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 99);
        Assert.Equal(88_000, sum);
    }

    [Fact]
    public void The_challenge_is_the_hash_of_the_leaf_without_wa_seq_and_ts()
    {
        var signed = Draft with { Assertion = Commitment.Make(new byte[32], "wa", "an assertion") };
        var without = Printed
            .Replace(""","seq":{"n":5,"p":880,"s":"acct:3"}""", "", StringComparison.Ordinal)
            .Replace(""","ts":"2026-11-02T09:15:27.480Z" """.TrimEnd(), "", StringComparison.Ordinal);

        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(without)), Draft.Challenge().Bytes.ToArray());
        Assert.Equal(Draft.Challenge(), signed.Challenge());
        Assert.NotEqual(Draft.Challenge(), (Draft with { Outcome = "refused" }).Challenge());
    }

    [Fact]
    public void Random_leaves_read_back_to_the_same_bytes_and_are_canonical_JSON()
    {
        var random = new Random(53);
        for (var round = 0; round < 500; round++)
        {
            var bytes = Random(random).ToBytes();

            Assert.Equal(bytes, Leaf.Parse(bytes).ToBytes());
            Assert.Equal(bytes, CanonicalJson.Write(CanonicalJson.Parse(bytes, depth: 6)));
        }
    }

    [Fact]
    public void Whatever_single_byte_is_changed_the_leaf_is_refused_or_is_another_canonical_leaf()
    {
        var random = new Random(54);
        for (var round = 0; round < 20; round++)
        {
            var bytes = Random(random).ToBytes();
            for (var at = 0; at < bytes.Length; at++)
                foreach (var value in (int[])[bytes[at] ^ 1, bytes[at] ^ 0x20, bytes[at] ^ 0x80, '"', '\\', 0, random.Next(256)])
                {
                    var changed = bytes.ToArray();
                    changed[at] = (byte)value;
                    AcceptedOnlyIfCanonical(changed);
                }
        }
    }

    [Fact]
    public void Every_beginning_of_a_leaf_is_refused()
    {
        var bytes = Random(new Random(55)).ToBytes();

        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => Leaf.Parse(bytes.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => Leaf.Parse([.. bytes, (byte)'\n']));
    }

    internal static Leaf Random(Random random)
    {
        var index = random.NextInt64(1, JsonItem.GreatestInteger);
        return new Leaf(
            Draft with
            {
                Actor = new LeafActor(Text(random), Text(random), Text(random)),
                Subject = new LeafSubject(Text(random), Text(random)),
                Outcome = Text(random),
                Details = Enumerable.Range(0, random.Next(4)).Select(_ => Text(random)).Distinct()
                    .ToDictionary(name => name, name => Commitment.Make(new byte[32], name, random.Next())),
                Assertion = random.Next(2) == 0 ? null : Commitment.Make(new byte[32], "wa", random.Next()),
            },
            DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(4_000_000_000_000)),
            random.Next(3) == 0
                ? new StreamPlace($"case:{Text(random)}", 0, -1)
                : new StreamPlace("user:7", random.NextInt64(1, index + 1), index));
    }

    private static string Text(Random random) => ("x" + RandomJson.Text(random)).Normalize();

    private static void AcceptedOnlyIfCanonical(byte[] bytes)
    {
        try
        {
            var leaf = Leaf.Parse(bytes);
            CanonicalJson.ParseCanonical(bytes, depth: 6);
            // Normal form C binds those who write; a reader takes any.
            if (leaf.Draft.Details.Keys.All(name => name.IsNormalized()) && Strings(leaf).All(text => text.IsNormalized()))
                Assert.Equal(bytes, leaf.ToBytes());
        }
        catch (FormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static IEnumerable<string> Strings(Leaf leaf) =>
    [
        leaf.Draft.Actor.Id, leaf.Draft.Actor.Role, leaf.Draft.Actor.Method, leaf.Draft.Subject.Kind, leaf.Draft.Subject.Id,
        leaf.Draft.Outcome, leaf.Draft.Policy, leaf.Draft.Application, leaf.Place.Stream,
    ];
}
