using System.Collections.Immutable;

namespace CrowdControl.Domain.Publishing;

/// <summary>Exactly what would be sent to one network: nothing that a reviewer wrote beside it can be here.</summary>
/// <param name="Text">The text as written; links, mentions and tags in it are found by the network's adapter.</param>
/// <param name="Languages">BCP 47 tags, at most three.</param>
/// <param name="Images">Images in the order shown.</param>
/// <param name="ReplyTo">The post answered, or null.</param>
/// <param name="Quote">The post quoted, or null.</param>
public sealed record PostContent(
    string Text,
    ImmutableArray<string> Languages,
    ImmutableArray<PostImage> Images,
    PostReference? ReplyTo = null,
    PostReference? Quote = null);

/// <summary>One image of a post and the words that say what it shows.</summary>
public sealed record PostImage(MediaId Media, string AltText);

/// <summary>A post on a network, by the network's own id (Bluesky: the at:// address and the CID of the version seen).</summary>
public sealed record PostReference(string NativeId, string? Version = null);
