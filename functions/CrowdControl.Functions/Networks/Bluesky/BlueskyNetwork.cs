using CrowdControl.Domain.Publishing;

namespace CrowdControl.Functions.Networks.Bluesky;

/// <summary>Bluesky, or any other network that speaks the AT Protocol with Bluesky's lexicons.</summary>
internal sealed class BlueskyNetwork : INetwork
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private readonly Xrpc _xrpc;
    private readonly PublicPosts _posts;
    private readonly PostCapture _capture;
    private readonly PostSender _sender;
    private readonly PostRemover _remover;

    public BlueskyNetwork(HttpClient http, TimeProvider clock)
    {
        _xrpc = new Xrpc(http, clock, TimeLimit);
        var sessions = new Sessions(_xrpc);
        var lookup = new PostLookup(sessions);
        _posts = new PublicPosts(sessions);
        _capture = new PostCapture(_posts, _xrpc, clock);
        _sender = new PostSender(sessions, new PostRecord(sessions, lookup), lookup, clock);
        _remover = new PostRemover(sessions, lookup, clock);
    }

    public string Code => "bluesky";

    public NetworkLimits Limits => BlueskyLimits.Of;

    public async Task<ConnectedAccount> Connect(ConnectionRequest request, CancellationToken cancellation)
    {
        var session = await Session.Open(_xrpc, request.Server, request.Identifier, request.Secret, cancellation);
        // Signing in goes by the permanent id from here on: the handle may change.
        var access = new NetworkAccess(Channel: session.Did, request.Server, session.Did, Identifier: session.Did, request.Secret);
        return new ConnectedAccount(session.Did, session.Handle, request.Server, access);
    }

    public IReadOnlyDictionary<string, string> Check(PostContent content) => BlueskyLimits.Check(content);

    public Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation) =>
        _sender.Publish(access, post, key, cancellation);

    public Task<LivePost?> Find(NetworkAccess access, PublishKey key, CancellationToken cancellation) =>
        _sender.Find(access, new PostAddress(access.AccountId, RecordKey.Of(key)), cancellation);

    public Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation) =>
        _remover.Remove(access, nativeId, cancellation);

    public Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation) =>
        _posts.Notifications(access, cursor, cancellation);

    public Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation) =>
        _posts.Timeline(access, cursor, cancellation);

    public Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation) =>
        _posts.Search(access, words, cursor, cancellation);

    public Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation) =>
        _posts.Thread(access, nativeId, cancellation);

    public Task<CapturedThread> Capture(NetworkAccess access, string nativeId, CancellationToken cancellation) =>
        _capture.Take(access, nativeId, cancellation);

    public Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation) => _posts.Profile(access, cancellation);
}
