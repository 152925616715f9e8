using CrowdControl.Domain;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Networks;

/// <summary>Posts to send in tests; only what a test is about is spelled out.</summary>
internal static class Posts
{
    private static int _keys;

    public static PublishKey FreshKey() =>
        new($"test/{Environment.ProcessId}/{Interlocked.Increment(ref _keys)}", TimeProvider.System.GetUtcNow());

    public static OutgoingPost Saying(string text, PostReference? replyTo = null, PostReference? quote = null, string[]? languages = null,
        params OutgoingImage[] images) => new(Content(text, replyTo, quote, languages, images), images, TimeProvider.System.GetUtcNow());

    public static PostContent Content(string text, PostReference? replyTo = null, PostReference? quote = null, string[]? languages = null,
        params OutgoingImage[] images) =>
        new(text, [.. languages ?? ["en"]], [.. images.Select(image => new PostImage(new MediaId("media"), image.AltText))], replyTo, quote);

    public static PostReference Reference(this LivePost post) => new(post.NativeId, post.Version);
}
