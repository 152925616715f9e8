using System.Text.Json;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Takes a post as the network shows it at this moment: the conversation's answer, byte for byte, and the post's own pictures.</summary>
internal sealed class PostCapture(PublicPosts posts, Xrpc xrpc, TimeProvider clock)
{
    private const int MostPictures = 10;

    public async Task<CapturedThread> Take(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        var asked = clock.GetUtcNow();
        var (call, answer) = await posts.AskThread(access, nativeId, cancellation);
        var thread = PublicPosts.ThreadIn(access, answer);
        var answers = new List<CapturedAnswer> { Of("thread", new Uri(access.Server, call.Path), asked, answer) };
        foreach (var picture in Pictures(answer, access.Server).Take(MostPictures))
        {
            asked = clock.GetUtcNow();
            // As anybody would see it: without the account's token, which is none of the picture server's business.
            answers.Add(Of("picture", picture, asked, await xrpc.Send(new XrpcCall(HttpMethod.Get, picture.AbsoluteUri, () => null), access.Server, null, cancellation)));
        }

        return new CapturedThread(thread, answers);
    }

    /// <summary>The addresses are the network's words: only a server of the network itself, or one that the whole world can reach, is asked.</summary>
    private static IEnumerable<Uri> Pictures(XrpcAnswer answer, Uri server)
    {
        using var read = JsonDocument.Parse(answer.Body);
        var addresses = Addresses(read.RootElement).ToList();
        foreach (var text in addresses.Distinct(StringComparer.Ordinal))
            if (Uri.TryCreate(text, UriKind.Absolute, out var address)
                && (address.Authority == server.Authority || (address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback)))
                yield return address;
    }

    private static IEnumerable<string> Addresses(JsonElement answer)
    {
        if (!answer.TryGetProperty("thread", out var thread) || !thread.TryGetProperty("post", out var post)
            || !post.TryGetProperty("embed", out var embed)) yield break;
        if (embed.TryGetProperty("media", out var media)) embed = media;
        if (!embed.TryGetProperty("images", out var images) || images.ValueKind is not JsonValueKind.Array) yield break;
        foreach (var image in images.EnumerateArray())
            if (image.ValueKind is JsonValueKind.Object && image.TryGetProperty("fullsize", out var full) && full.ValueKind is JsonValueKind.String)
                yield return full.GetString()!;
    }

    private static CapturedAnswer Of(string role, Uri address, DateTimeOffset at, XrpcAnswer answer) =>
        new(role, address, at, (int)answer.Status, answer.Headers, answer.Body);
}
