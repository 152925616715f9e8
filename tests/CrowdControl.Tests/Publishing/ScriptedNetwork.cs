using System.Collections.Concurrent;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Publishing;

/// <summary>A network in memory, which a test tells what to answer next. It keeps one post a key, as the product asks of a
/// network.</summary>
internal sealed class ScriptedNetwork(TimeProvider clock) : INetwork
{
    private readonly ConcurrentQueue<Func<Func<LivePost>, PublishAnswer>> _script = [];
    private readonly ConcurrentQueue<NetworkException> _faultsOfLooks = [];
    private readonly ConcurrentDictionary<string, LivePost> _live = new();
    private readonly ConcurrentDictionary<string, byte> _removed = new();

    public string Code => "bluesky";

    public NetworkLimits Limits { get; } = new(300, 3_000, 4, 1_000_000, 2_000, ["image/png", "image/jpeg"]);

    /// <summary>Every call that asked for a post, in order.</summary>
    public ConcurrentQueue<(PublishKey Key, OutgoingPost Post)> Calls { get; } = [];

    public int Looks;

    public ConcurrentQueue<RemoveAnswer> RemoveAnswers { get; } = [];

    /// <summary>Runs when a post is asked for, before it is answered.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<string> Live => [.. _live.Values.Where(post => !_removed.ContainsKey(post.NativeId)).Select(post => post.Text)];

    /// <summary>What the next call that nothing was said for yet is answered; it is given the way to make the post.</summary>
    public void Next(Func<Func<LivePost>, PublishAnswer> answer) => _script.Enqueue(answer);

    public void NextLookFails() => _faultsOfLooks.Enqueue(new NetworkException(NetworkFault.Unreachable, "The network does not answer."));

    public IReadOnlyDictionary<string, string> Check(PostContent content) => content.Text.Length > Limits.MaximumCharacters
        ? new Dictionary<string, string> { ["text"] = "It is too long for the network." }
        : new Dictionary<string, string>();

    public async Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation)
    {
        Calls.Enqueue((key, post));
        await Meanwhile();
        return _script.TryDequeue(out var answer) ? answer(Make) : new PublishAnswer.Published(Make());

        LivePost Make() => _live.GetOrAdd(key.Name, name => new LivePost(
            $"at://did:plc:wexmoor/app.bsky.feed.post/{name.Replace('/', '-')}", "bafy1", new Uri("https://wexmoor.example/p"),
            clock.GetUtcNow(), post.Content.Text));
    }

    public Task<LivePost?> Find(NetworkAccess access, PublishKey key, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Looks);
        return _faultsOfLooks.TryDequeue(out var fault) ? throw fault : Task.FromResult(_live.GetValueOrDefault(key.Name));
    }

    public Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation)
    {
        if (RemoveAnswers.TryDequeue(out var answer)) return Task.FromResult(answer);
        _removed[nativeId] = 1;
        return Task.FromResult<RemoveAnswer>(new RemoveAnswer.Removed());
    }

    public Task<ConnectedAccount> Connect(ConnectionRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<CapturedThread> Capture(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
