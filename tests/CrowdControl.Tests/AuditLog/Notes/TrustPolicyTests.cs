using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Notes;

public sealed class TrustPolicyTests : IDisposable
{
    private const string Origin = "audit.example/log/1";
    private readonly MemorySigner _signer = new(Origin);
    private readonly MemorySigner _next = new(Origin);

    [Fact]
    public async Task A_checkpoint_counts_once_as_many_witnesses_cosigned_as_the_quorum_asks_for()
    {
        var policy = Policy($"""
            # what the force and its neighbours agreed on
            log {_signer.Key}

            witness forceB {Witness(1)} https://b.example/
            witness inspectorate {Witness(2)}
            	witness  tsa-acl	{Witness(3)}
            group outside 2 forceB inspectorate tsa-acl
            quorum outside
            #cc tsa {new string('a', 64)} 30
            #cc ledger {new string('b', 64)} 1440
            """);
        var note = await Note(8);

        Assert.Throws<FormatException>(() => policy.Verify(note));
        Assert.Throws<FormatException>(() => policy.Verify(Cosigned(note, 1)));
        Assert.False(policy.VerifyLog(Cosigned(note, 1)).QuorumReached);
        Assert.Throws<FormatException>(() => policy.Verify(Cosigned(note, 1, 1)));
        Assert.Throws<FormatException>(() => policy.Verify(Cosigned(note, 1, 7)));
        Assert.Equal(["inspectorate", "tsa-acl"], policy.Verify(Cosigned(note, 3, 2)).Cosignatures.Select(by => by.Witness.Name));
        Assert.Equal("https://b.example/", policy.Witnesses[0].Url);
        Assert.Equal([AnchorKind.TimeStamps, AnchorKind.Ledger], policy.Anchors.Select(anchor => anchor.Kind));
        Assert.Equal([30, 1440], policy.Anchors.Select(anchor => anchor.MaximumMinutes));
    }

    [Fact]
    public async Task Groups_of_groups_count_their_members()
    {
        var policy = Policy($"""
            log {_signer.Key}
            witness x1 {Witness(1)}
            witness x2 {Witness(2)}
            witness y1 {Witness(3)}
            witness y2 {Witness(4)}
            group x all x1 x2
            group y any y1 y2
            group both all x y
            quorum both
            """);
        var note = await Note(8);

        Assert.False(policy.VerifyLog(Cosigned(note, 1, 2)).QuorumReached);
        Assert.False(policy.VerifyLog(Cosigned(note, 1, 3, 4)).QuorumReached);
        Assert.True(policy.VerifyLog(Cosigned(note, 1, 2, 4)).QuorumReached);
    }

    [Fact]
    public async Task A_bad_cosignature_of_a_known_witness_refuses_the_checkpoint()
    {
        var policy = Policy($"log {_signer.Key}\nwitness w {Witness(1)}\nquorum none\n");
        var note = Cosigned(await Note(8), 1);
        var bytes = note.Signatures[1].Bytes.ToArray();
        bytes[0] ^= 0x01; // the time, which the signature covers

        Assert.Single(policy.Verify(note).Cosignatures);
        var bad = new SignedNote(note.Text, [note.Signatures[0], note.Signatures[1] with { Bytes = bytes }]);
        Assert.Throws<FormatException>(() => policy.Verify(bad));
    }

    [Fact]
    public async Task A_key_counts_only_at_the_sizes_that_the_policy_gives_it()
    {
        var policy = Policy($"""
            log {_signer.Key}
            log {_next.Key}
            #cc valid {_signer.Key.Id:x8} 0 100
            #cc valid {_next.Key.Id:x8} 90 18446744073709551615
            quorum none
            """);

        policy.Verify(await Note(100));
        policy.Verify(await Note(95, _signer, _next));
        policy.Verify(await Note(101, _signer, _next));
        policy.Verify(await Note(101, _next));
        Assert.Contains("not valid at size 101", Refusal(policy, await Note(101)), StringComparison.Ordinal);
        Assert.Contains("not valid at size 89", Refusal(policy, await Note(89, _next)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_log_another_key_and_a_wrong_empty_root_are_refused()
    {
        using var stranger = new MemorySigner(Origin);
        using var other = new MemorySigner("audit.example/log/2");
        var policy = Policy($"log {_signer.Key}\nquorum none\n");
        var elsewhere = await Note(new Checkpoint("audit.example/log/2", 8, TreeHash.Empty), other);
        var empty = await Note(new Checkpoint(Origin, 0, TreeHash.Leaf("x"u8)), _signer);

        Assert.Contains("knows no log", Refusal(policy, elsewhere), StringComparison.Ordinal);
        Assert.Contains("No signature", Refusal(policy, await Note(8, stranger)), StringComparison.Ordinal);
        Assert.Contains("size 0", Refusal(policy, empty), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log KEY"), InlineData("quorum none\nquorum none"), InlineData("quorum w"), InlineData("log KEY\nlog KEY\nquorum none")]
    [InlineData("log WITNESS1\nquorum none"), InlineData("witness w KEY\nquorum w"), InlineData("witness none WITNESS1\nquorum none")]
    [InlineData("witness w WITNESS1\nwitness w WITNESS2\nquorum w"), InlineData("witness w WITNESS1\nwitness v WITNESS1\nquorum w")]
    [InlineData("witness w WITNESS1\ngroup w any w\nquorum w"), InlineData("group g any w\nwitness w WITNESS1\nquorum g")]
    [InlineData("group g any\nquorum g")]
    [InlineData("witness w WITNESS1\ngroup g 2 w\nquorum g"), InlineData("witness w WITNESS1\ngroup g 0 w\nquorum g")]
    [InlineData("witness w WITNESS1\ngroup g 01 w\nquorum g")]
    [InlineData("witness w WITNESS1\ngroup g any w w\nquorum g")]
    [InlineData("witness w WITNESS1\ngroup g any w\ngroup h any w\nquorum g"), InlineData("group g any none\nquorum g")]
    [InlineData("trust KEY\nquorum none"), InlineData("log\nquorum none"), InlineData("log KEY url more\nquorum none")]
    [InlineData("Log KEY\nquorum none")]
    [InlineData("#cc valid 00000000 0 1\nquorum none"), InlineData("#cc tsa abc 5\nquorum none")]
    [InlineData("#cc unknown\nquorum none"), InlineData("quorum none\r")]
    [InlineData("#cc tsa aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa 0\nquorum none")]
    [InlineData("log KEY\n#cc valid KEYID 2 1\nquorum none")]
    public void A_policy_that_is_not_understood_is_refused(string text)
    {
        text = text.Replace("KEYID", $"{_signer.Key.Id:x8}", StringComparison.Ordinal)
            .Replace("KEY", _signer.Key.ToString(), StringComparison.Ordinal)
            .Replace("WITNESS1", Witness(1), StringComparison.Ordinal)
            .Replace("WITNESS2", Witness(2), StringComparison.Ordinal);

        Assert.NotEmpty(Assert.Throws<FormatException>(() => Policy(text + "\n")).Message);
    }

    [Fact]
    public void A_policy_without_its_last_line_feed_is_refused_because_it_may_be_cut() =>
        Assert.Throws<FormatException>(() => TrustPolicy.Parse("quorum none"u8));

    public void Dispose()
    {
        _signer.Dispose();
        _next.Dispose();
    }

    private static TrustPolicy Policy(string text) => TrustPolicy.Parse(Encoding.UTF8.GetBytes(text.EndsWith('\n') ? text : text + "\n"));

    private static string Refusal(TrustPolicy policy, SignedNote note) => Assert.Throws<FormatException>(() => policy.Verify(note)).Message;

    private static byte[] Seed(byte witness) => [.. Enumerable.Repeat(witness, 32)];

    private static string Witness(byte witness) => Cosignature.Key($"w{witness}.example", Seed(witness)).ToString();

    private static SignedNote Cosigned(SignedNote note, params byte[] witnesses) => witnesses.Aggregate(
        note,
        (so, witness) => so.With(Cosignature.Sign($"w{witness}.example", Seed(witness), note.Text, DateTimeOffset.UnixEpoch)));

    private Task<SignedNote> Note(ulong size, params MemorySigner[] signers) =>
        Note(new Checkpoint(Origin, size, TreeHash.Leaf("root"u8)), signers.Length == 0 ? [_signer] : signers);

    private static Task<SignedNote> Note(Checkpoint checkpoint, params MemorySigner[] signers) =>
        CheckpointSigning.Sign(checkpoint, signers, CancellationToken.None);
}
