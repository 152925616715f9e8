using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>A post's address in the network: <c>at://did:plc:abc/app.bsky.feed.post/3kabc</c>.</summary>
internal sealed partial record PostAddress(string Did, string RecordKey)
{
    public const string Collection = "app.bsky.feed.post";

    public static bool TryParse(string text, [NotNullWhen(true)] out PostAddress? address)
    {
        var match = text.Length <= 512 ? Form().Match(text) : Match.Empty;
        address = match.Success ? new PostAddress(match.Groups[1].Value, match.Groups[2].Value) : null;
        return address is not null;
    }

    /// <summary>Where the public reads it. A network on this machine shows its own posts.</summary>
    public Uri PublicAddress(Uri server) => new(PublicSite(server), $"profile/{Did}/post/{RecordKey}");

    public override string ToString() => $"at://{Did}/{Collection}/{RecordKey}";

    private static Uri PublicSite(Uri server) => server.IsLoopback ? new Uri(server, "/") : new Uri("https://bsky.app/");

    [GeneratedRegex(@"^at://(did:[a-z]+:[a-zA-Z0-9._:%-]+)/app\.bsky\.feed\.post/([a-zA-Z0-9._~:-]{1,128})$")]
    private static partial Regex Form();
}
