using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.Tests.AuditLog.Canonical;

public class CommitmentTests
{
    private const string Text = "TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao";
    private static readonly byte[] Salt = Convert.FromHexString("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

    [Fact]
    public void The_printed_example_is_committed_to_as_printed()
    {
        var commitment = Commitment.Make(Salt, "reason", "duplicate of p:77a9");

        Assert.Equal(Text, commitment.ToString());
        Assert.Equal(commitment, Commitment.Parse(Text));
    }

    [Fact]
    public void A_commitment_opens_with_its_salt_name_and_value_alone()
    {
        var commitment = Commitment.Parse(Text);

        Assert.True(commitment.Opens(Salt, "reason", "duplicate of p:77a9"));
        Assert.False(commitment.Opens(Salt, "reason", "duplicate of p:77a8"));
        Assert.False(commitment.Opens(Salt, "note", "duplicate of p:77a9"));
        Assert.False(commitment.Opens(new byte[32], "reason", "duplicate of p:77a9"));
        Assert.Throws<ArgumentException>(() => commitment.Opens(new byte[31], "reason", "duplicate of p:77a9"));
    }

    [Theory]
    [InlineData("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rap")]
    [InlineData("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao="), InlineData("")]
    [InlineData("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5ra")]
    [InlineData("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5 ao")]
    [InlineData("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5+ao")]
    public void Any_other_spelling_is_refused(string text) => Assert.Throws<FormatException>(() => Commitment.Parse(text));
}
