using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>What Bluesky takes in one post, checked before anything is sent.</summary>
/// <remarks>
/// From the lexicon <c>app.bsky.feed.post</c>. Images: the lexicon now says 2,000,000 bytes, but servers of the older one refuse
/// more than 1,000,000. Alternative text has no limit there; 2,000 is where Bluesky's own app stops.
/// </remarks>
internal static partial class BlueskyLimits
{
    public const int MaximumLanguages = 3;

    public static readonly NetworkLimits Of = new(
        MaximumCharacters: 300, MaximumBytes: 3_000, MaximumImages: 4, MaximumImageBytes: 1_000_000, MaximumAltText: 2_000,
        ImageTypes: ["image/jpeg", "image/png", "image/webp", "image/gif"]);

    /// <summary>Problems by field; empty when Bluesky would take it.</summary>
    public static Dictionary<string, string> Check(PostContent content)
    {
        var problems = new Dictionary<string, string>();
        if (TextProblem(content) is { } text) problems["text"] = text;
        if (content.Languages.Length > MaximumLanguages)
            problems["languages"] = $"Bluesky takes {MaximumLanguages} languages, this post names {content.Languages.Length}.";
        else if (content.Languages.FirstOrDefault(language => !Language().IsMatch(language)) is { } unknown)
            problems["languages"] = $"{unknown} is not a language tag. Write one such as en or cy-GB.";

        if (content.Images.Length > Of.MaximumImages)
            problems["images"] = $"Bluesky takes {Of.MaximumImages} images, this post has {content.Images.Length}.";
        for (var i = 0; i < content.Images.Length; i++)
            if (AltTextProblem(content.Images[i].AltText) is { } altText)
                problems[$"images[{i}].altText"] = altText;

        if (content.ReplyTo is { } parent && !PostAddress.TryParse(parent.NativeId, out _)) problems["replyTo"] = NotAPost;
        if (content.Quote is { } quoted && !PostAddress.TryParse(quoted.NativeId, out _)) problems["quote"] = NotAPost;
        return problems;
    }

    /// <summary>Why the bytes of an image would be refused, or null.</summary>
    public static string? ImageProblem(OutgoingImage image) => image switch
    {
        { Bytes.Length: 0 } => "An image is empty.",
        { Bytes.Length: var size } when size > Of.MaximumImageBytes =>
            $"An image has {size:N0} bytes; Bluesky takes {Of.MaximumImageBytes:N0}.",
        { ContentType: var type } when !Of.ImageTypes.Contains(type) => $"Bluesky takes no images of the type {type}.",
        _ => AltTextProblem(image.AltText),
    };

    private const string NotAPost = "This is no post on Bluesky: its address has the form at://did:plc:…/app.bsky.feed.post/….";

    private static string? TextProblem(PostContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Text) && content.Images.IsEmpty && content.Quote is null)
            return "Write something, or add an image.";
        if (!WellFormed(content.Text)) return "The text holds half a character. Type it again.";

        var characters = Graphemes(content.Text);
        if (characters > Of.MaximumCharacters) return $"Bluesky takes {Of.MaximumCharacters} characters, this text has {characters}.";

        var bytes = Encoding.UTF8.GetByteCount(content.Text);
        return bytes > Of.MaximumBytes ? $"Bluesky takes {Of.MaximumBytes:N0} bytes, this text has {bytes:N0}." : null;
    }

    private static string? AltTextProblem(string altText) =>
        !WellFormed(altText) ? "The alternative text holds half a character. Type it again."
        : Graphemes(altText) is var length && length > Of.MaximumAltText
            ? $"The alternative text has {length:N0} characters; {Of.MaximumAltText:N0} are shown."
            : null;

    private static int Graphemes(string text)
    {
        var count = 0;
        for (var at = 0; at < text.Length; count++) at += StringInfo.GetNextTextElementLength(text.AsSpan(at));
        return count;
    }

    /// <summary>A lone surrogate would be sent as a replacement character: not the text that was approved.</summary>
    private static bool WellFormed(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done) return false;
            rest = rest[length..];
        }
        return true;
    }

    // The shape of BCP 47 that the lexicon's "language" format checks: a primary subtag, then any others.
    [GeneratedRegex("^(?:[a-zA-Z]{2,3}|[a-zA-Z]{4}|[a-zA-Z]{5,8}|[ixIX](?=-))(?:-[a-zA-Z0-9]{1,8})*$")]
    private static partial Regex Language();
}
