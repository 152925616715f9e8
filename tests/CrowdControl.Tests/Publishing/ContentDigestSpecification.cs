using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Tests.Publishing;

public sealed class ContentDigestSpecification
{
    private static readonly PostContent Whole = new("Closed.", ["en"], [new PostImage(new MediaId("aa"), "A flooded ford")],
        new PostReference("at://them/1", "v1"), new PostReference("at://them/2", "v2"));

    public static TheoryData<string, ContentDigest> Differences => new()
    {
        { "text", Digest(Whole with { Text = "Closed!" }) },
        { "a language", Digest(Whole with { Languages = ["cy"] }) },
        { "one more language", Digest(Whole with { Languages = ["en", "cy"] }) },
        { "no image", Digest(Whole with { Images = [] }) },
        { "the bytes of an image", Digest(Whole with { Images = [new PostImage(new MediaId("ab"), "A flooded ford")] }) },
        { "alt text", Digest(Whole with { Images = [new PostImage(new MediaId("aa"), "A ford")] }) },
        { "the post answered", Digest(Whole with { ReplyTo = new PostReference("at://them/3", "v1") }) },
        { "the version answered", Digest(Whole with { ReplyTo = new PostReference("at://them/1", "v2") }) },
        { "no post answered", Digest(Whole with { ReplyTo = null }) },
        { "the post quoted", Digest(Whole with { Quote = null }) },
        { "channel", Digest(Whole, channel: "other") },
        { "kind", Digest(Whole, kind: SubmissionKind.Reply) },
        { "PublishAt", Digest(Whole, publishAt: Story.Noon) },
        { "MaxLate", Digest(Whole, maxLate: TimeSpan.FromMinutes(16)) },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Everything_an_approver_has_to_see_changes_the_digest(string what, ContentDigest other)
    {
        Assert.True(Digest(Whole) != other, what + " is not covered");
    }

    [Fact]
    public void Equal_contents_have_equal_digests_of_64_hexadecimal_digits()
    {
        var again = Digest(Whole with { Languages = ["en"], Images = [.. Whole.Images] });

        Assert.Equal(Digest(Whole), again);
        Assert.Matches("^[0-9a-f]{64}$", again.Value);
    }

    [Fact]
    public void Fields_cannot_be_pushed_into_one_another()
    {
        var apart = Digest(Whole with { Languages = ["e", "n"] });
        var moved = Digest(Whole with { Text = "Closed.e", Languages = ["n"] });

        Assert.NotEqual(Digest(Whole), apart);
        Assert.NotEqual(apart, moved);
    }

    [Fact]
    public void The_digest_of_one_content_never_changes_over_releases()
    {
        var digest = Digest(Whole, publishAt: Story.Noon);

        Assert.Equal("c62b9ae667082d8b09b6bf9f7d3e730b47a6b32edd49deb5d7d7741bc45c992a", digest.Value);
    }

    [Fact]
    public void The_same_moment_in_another_time_zone_is_the_same_digest()
    {
        Assert.Equal(Digest(Whole, publishAt: Story.Noon), Digest(Whole, publishAt: Story.Noon.ToOffset(TimeSpan.FromHours(1))));
    }

    private static ContentDigest Digest(PostContent content, string channel = "main", SubmissionKind kind = SubmissionKind.Post,
        DateTimeOffset? publishAt = null, TimeSpan? maxLate = null) =>
        ContentDigest.Of(new ChannelId(channel), kind, content, publishAt, maxLate ?? TimeSpan.FromMinutes(15));
}
