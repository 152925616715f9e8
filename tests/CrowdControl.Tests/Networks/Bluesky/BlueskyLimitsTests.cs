using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

public sealed class BlueskyLimitsTests
{
    private static readonly OutgoingImage Image = new(new byte[10], "image/png", "words", 1, 1);

    public static TheoryData<string, PostContent> Refused => new()
    {
        { "text", Posts.Content("") },
        { "text", Posts.Content(" \n") },
        { "text", Posts.Content(new string('x', 301)) },
        { "text", Posts.Content(Repeated("👨‍👩‍👧‍👦", 200)) },
        { "text", Posts.Content("half a 👮"[..^1]) },
        { "languages", Posts.Content("x", languages: ["en", "cy", "pl", "ga"]) },
        { "languages", Posts.Content("x", languages: ["English please"]) },
        { "images", Posts.Content("x", images: [Image, Image, Image, Image, Image]) },
        { "images[1].altText", Posts.Content("x", images: [Image, Image with { AltText = new string('x', 2_001) }]) },
        { "replyTo", Posts.Content("x", replyTo: new("https://bsky.app/profile/x/post/y")) },
        { "quote", Posts.Content("x", quote: new("at://did:plc:abc/app.bsky.feed.like/3k")) },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_Bluesky_would_refuse_is_named_by_its_field(string field, PostContent content) =>
        Assert.Equal(field, Assert.Single(BlueskyLimits.Check(content)).Key);

    [Fact]
    public void The_longest_post_with_everything_is_taken()
    {
        var post = new PostReference("at://did:plc:abc/app.bsky.feed.post/3kabc");
        var images = Enumerable.Repeat(Image with { AltText = Repeated("é", 2_000) }, 4).ToArray();

        var text = Repeated("👮‍♀️", 200) + new string('x', 100);

        Assert.Empty(BlueskyLimits.Check(Posts.Content(text, post, post, ["en", "cy-GB", "zh-Hant"], images)));
        Assert.Empty(BlueskyLimits.Check(Posts.Content("", images: Image)));
    }

    [Theory]
    [InlineData(1_000_000, "image/jpeg", true)]
    [InlineData(1_000_001, "image/jpeg", false)]
    [InlineData(0, "image/jpeg", false)]
    [InlineData(10, "image/svg+xml", false)]
    public void An_image_is_held_to_its_size_and_type(int size, string type, bool taken) =>
        Assert.Equal(taken, BlueskyLimits.ImageProblem(Image with { Bytes = new byte[size], ContentType = type }) is null);

    private static string Repeated(string what, int times) => string.Concat(Enumerable.Repeat(what, times));
}
