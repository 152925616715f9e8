using System.Security.Cryptography.X509Certificates;
using CrowdControl.AuditLog.TimeStamps;

namespace CrowdControl.Tests.AuditLog.TimeStamps;

public sealed class TimeStampTests : IClassFixture<TimeStampTests.Authority>
{
    private static readonly byte[] Checkpoint = "audit.wexmoor.police.example/log/1\n5\n...\n"u8.ToArray();
    private readonly OpenSslAuthority _authority;

    /// <summary>All bits with <c>./test --long</c>, else every seventh, which comes to each place within a byte.</summary>
    private static int Step => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1" ? 1 : 7;

    public TimeStampTests(Authority authority) => _authority = authority.It;

    [Fact]
    public void A_stamp_of_a_real_authority_says_when_the_bytes_existed_and_who_vouches_for_it()
    {
        var query = new TimeStampQuery(Checkpoint);
        var answer = _authority.Answer(query.Encode());

        Assert.Null(query.Refuse(answer));
        var (stamp, wrong) = TimeStamp.Check(answer, Checkpoint, [_authority.Root]);
        Assert.Null(wrong);
        Assert.InRange(stamp!.Time, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.Equal(TimeSpan.FromSeconds(1), stamp.Accuracy);
        Assert.Equal("CN=Wexmoor-time", stamp.Authority);
        Assert.Equal(Convert.ToHexStringLower(_authority.Root.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)), stamp.TrustedBy);
    }

    [Fact]
    public void An_answer_to_another_query_is_refused_though_it_is_of_the_same_bytes()
    {
        var answer = _authority.Answer(new TimeStampQuery(Checkpoint).Encode());

        Assert.NotNull(new TimeStampQuery(Checkpoint).Refuse(answer));
    }

    [Fact]
    public void A_stamp_of_other_bytes_or_by_an_authority_that_nobody_trusts_proves_nothing()
    {
        using var stranger = new OpenSslAuthority();
        var answer = _authority.Answer(new TimeStampQuery(Checkpoint).Encode());

        Assert.Contains("not of these bytes", TimeStamp.Check(answer, [.. Checkpoint, 0x0a], [_authority.Root]).Wrong, StringComparison.Ordinal);
        Assert.Contains("vouches", TimeStamp.Check(answer, Checkpoint, [stranger.Root]).Wrong, StringComparison.Ordinal);
        Assert.Contains("vouches", TimeStamp.Check(answer, Checkpoint, []).Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_of_the_authority_is_no_stamp()
    {
        var answer = _authority.Answer([0x30, 0x03, 0x02, 0x01, 0x01]);

        Assert.NotNull(TimeStamp.Check(answer, Checkpoint, [_authority.Root]).Wrong);
        Assert.NotNull(new TimeStampQuery(Checkpoint).Refuse(answer));
    }

    /// <summary>Certificates travel inside the response, and the chain's certificates are not themselves covered by the stamp's signature:
    /// a flip there may leave a valid stamp, but never one of another time or of other bytes.</summary>
    [Fact]
    public void No_flipped_bit_and_no_cut_changes_what_a_stamp_says()
    {
        var answer = _authority.Answer(new TimeStampQuery(Checkpoint).Encode());
        var good = TimeStamp.Check(answer, Checkpoint, [_authority.Root]).Stamp!;

        for (var bit = 0; bit < answer.Length * 8; bit += Step)
        {
            var bad = answer.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            var (stamp, wrong) = TimeStamp.Check(bad, Checkpoint, [_authority.Root]);
            Assert.True(stamp is null ? wrong is not null : stamp == good, $"Bit {bit} changed what the stamp says.");
        }

        for (var length = 0; length < answer.Length; length++)
            Assert.NotNull(TimeStamp.Check(answer.AsMemory(0, length), Checkpoint, [_authority.Root]).Wrong);
        Assert.NotNull(TimeStamp.Check((byte[])[.. answer, 0], Checkpoint, [_authority.Root]).Wrong);
    }

    public sealed class Authority : IDisposable
    {
        internal OpenSslAuthority It { get; } = new();

        public void Dispose() => It.Dispose();
    }
}
