using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Networks;

/// <summary>One social network, as far as this product needs it. One adapter is one folder.</summary>
/// <remarks>
/// Reading methods throw <see cref="NetworkException"/> for every fault of the network. <see cref="Publish"/> and
/// <see cref="Remove"/> answer instead, because there the difference between "refused" and "not known" decides what may follow.
/// </remarks>
public interface INetwork
{
    /// <summary>The network's code in the API and in storage, such as <c>bluesky</c>.</summary>
    string Code { get; }

    /// <summary>What the network allows: compose, harvest and the pages read it, nobody repeats it.</summary>
    NetworkLimits Limits { get; }

    /// <summary>Signs in with what an administrator typed and says whose account it is. No channel is named in the access yet: whoever
    /// keeps it says <c>with { Channel = … }</c>.</summary>
    Task<ConnectedAccount> Connect(ConnectionRequest request, CancellationToken cancellation);

    /// <summary>Problems that the network would refuse the content for; empty when it would take it. No call is made.</summary>
    IReadOnlyDictionary<string, string> Check(PostContent content);

    /// <summary>Sends the post under <paramref name="key"/>; a second call with the same key never makes a second post.</summary>
    Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation);

    /// <summary>The post that was published under <paramref name="key"/>, or null when the network proves that there is none.</summary>
    Task<LivePost?> Find(NetworkAccess access, PublishKey key, CancellationToken cancellation);

    /// <summary>Takes a live post down; one that is already gone counts as removed.</summary>
    Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation);

    /// <summary>Mentions, replies and quotes of the account, newest first.</summary>
    /// <param name="cursor">Null for the newest page, then <see cref="HarvestPage{T}.Next"/> of the page before. Whoever reads stops at
    /// what it has seen before.</param>
    Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation);

    /// <summary>The account's own posts, newest first, each as <see cref="FoundKind.Post"/>; what it reposted is another's post.</summary>
    /// <param name="cursor">As for <see cref="Notifications"/>.</param>
    Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation);

    /// <summary>Public posts that the network's own search finds for the words, newest first, each as <see cref="FoundKind.Post"/>.</summary>
    /// <param name="cursor">As for <see cref="Notifications"/>.</param>
    Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation);

    /// <summary>The conversation around a post: its parents from the root down, itself, its direct replies.</summary>
    Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation);

    /// <summary>The same conversation with every answer of the network that it was read from, pictures of the post included, for evidence.</summary>
    Task<CapturedThread> Capture(NetworkAccess access, string nativeId, CancellationToken cancellation);

    /// <summary>Name, picture, description of the account as the public sees them now.</summary>
    Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation);
}

/// <summary>What one network allows in one post.</summary>
/// <param name="MaximumCharacters">User-perceived characters (grapheme clusters).</param>
/// <param name="MaximumBytes">UTF-8 bytes of the text.</param>
/// <param name="MaximumImages">Images in one post.</param>
/// <param name="MaximumImageBytes">Bytes of one image.</param>
/// <param name="MaximumAltText">Grapheme clusters of one alternative text.</param>
/// <param name="ImageTypes">Media types that are taken.</param>
public sealed record NetworkLimits(
    int MaximumCharacters,
    int MaximumBytes,
    int MaximumImages,
    long MaximumImageBytes,
    int MaximumAltText,
    IReadOnlyList<string> ImageTypes);

/// <summary>What an administrator types to connect a channel. <paramref name="Secret"/> is never logged nor stored in a table.</summary>
public sealed record ConnectionRequest(Uri Server, string Identifier, string Secret)
{
    public override string ToString() => $"{nameof(ConnectionRequest)} {{ {Server} }}";
}

/// <summary>The account behind a connection: its permanent id on the network and its present handle.</summary>
public sealed record ConnectedAccount(string AccountId, string Handle, Uri Server, NetworkAccess Access);

/// <summary>Authority to act for one account: kept in the vault, handed to the adapter, never shown.</summary>
/// <param name="Channel">Whose sessions the adapter may cache together.</param>
public sealed record NetworkAccess(string Channel, Uri Server, string AccountId, string Identifier, string Secret)
{
    public override string ToString() => $"{nameof(NetworkAccess)} {{ {Channel} }}";
}

/// <summary>A post with its media read into memory, ready to send.</summary>
public sealed record OutgoingPost(PostContent Content, IReadOnlyList<OutgoingImage> Images, DateTimeOffset CreatedAt);

/// <summary>One image as bytes. Width and height are in pixels.</summary>
public sealed record OutgoingImage(ReadOnlyMemory<byte> Bytes, string ContentType, string AltText, int Width, int Height);

/// <summary>Names one post before it exists, so that sending it twice cannot make two.</summary>
/// <param name="Name">What the key is derived from, such as a submission's id and attempt.</param>
/// <param name="At">The time fixed for the post; the same in every attempt.</param>
public sealed record PublishKey(string Name, DateTimeOffset At);

/// <summary>What the network said to a post.</summary>
public abstract record PublishAnswer
{
    private PublishAnswer() { }

    public sealed record Published(LivePost Post) : PublishAnswer;

    /// <summary>The network definitely did not take it.</summary>
    public sealed record Refused(string Why, bool CredentialRejected = false) : PublishAnswer;

    /// <summary>The network did not look at it and named a time.</summary>
    public sealed record Throttled(DateTimeOffset RetryAt) : PublishAnswer;

    /// <summary>It may or may not be live: time-out, lost answer, an answer that makes no sense.</summary>
    public sealed record Unknown(string Why) : PublishAnswer;
}

/// <summary>What the network said to a removal.</summary>
public abstract record RemoveAnswer
{
    private RemoveAnswer() { }

    public sealed record Removed : RemoveAnswer;

    public sealed record Refused(string Why, bool CredentialRejected = false) : RemoveAnswer;

    public sealed record Throttled(DateTimeOffset RetryAt) : RemoveAnswer;

    public sealed record Unknown(string Why) : RemoveAnswer;
}

/// <summary>A post of ours as the network shows it.</summary>
public sealed record LivePost(string NativeId, string Version, Uri PublicAddress, DateTimeOffset CreatedAt, string Text);

/// <summary>Some posts and where to go on. <paramref name="Next"/> is null when there is nothing older.</summary>
/// <param name="Items">As the network gave them.</param>
/// <param name="Next">Opaque to everybody but the adapter.</param>
public sealed record HarvestPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A post found on a network, by anybody, in normal form.</summary>
public sealed record FoundPost(
    string NativeId,
    string Version,
    FoundKind Kind,
    FoundAuthor Author,
    string Text,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Links,
    int ImageCount,
    string? ReplyTo,
    string? ReplyRoot,
    string? Quote,
    Uri PublicAddress,
    DateTimeOffset CreatedAt,
    DateTimeOffset SeenAt);

public enum FoundKind { Post, Mention, Reply, Quote, Repost }

/// <summary>The account that wrote a post: the network's permanent id, and what it calls itself now.</summary>
public sealed record FoundAuthor(string AccountId, string Handle, string DisplayName);

/// <summary>A conversation: parents from the root down, the post itself, direct replies. A deleted parent ends the list.</summary>
public sealed record FoundThread(IReadOnlyList<FoundPost> Parents, FoundPost Post, IReadOnlyList<FoundPost> Replies);

/// <param name="Answers">In the order in which they were asked for.</param>
public sealed record CapturedThread(FoundThread Thread, IReadOnlyList<CapturedAnswer> Answers);

/// <summary>One answer of a network as it came, but for codings of the transport, which are undone. What was sent to sign in is not in it.</summary>
/// <param name="Role">What it is of: <c>thread</c> or <c>picture</c>.</param>
public sealed record CapturedAnswer(
    string Role, Uri Address, DateTimeOffset At, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);

/// <summary>An account as the public sees it.</summary>
public sealed record AccountProfile(string AccountId, string Handle, string DisplayName, string Description, Uri? Avatar);

/// <summary>A fault of the network while reading: what kind, and when to try again.</summary>
public sealed class NetworkException(NetworkFault fault, string message, DateTimeOffset? retryAt = null, Exception? inner = null)
    : Exception(message, inner)
{
    public NetworkFault Fault { get; } = fault;

    /// <summary>The time that the network named, where it named one.</summary>
    public DateTimeOffset? RetryAt { get; } = retryAt;
}

public enum NetworkFault { Unreachable, Throttled, CredentialRejected, NotFound, Nonsense, Refused }
