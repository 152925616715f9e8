using System.Collections.Concurrent;
using System.Globalization;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Tests.Harvesting;

/// <summary>A network that says what a test has written down, newest first, in pages.</summary>
internal sealed class ScriptedNetwork(int pageSize = 100) : INetwork
{
    public List<FoundPost> Inbound { get; } = [];

    public List<FoundPost> Own { get; } = [];

    /// <summary>Thrown by the next calls, one each.</summary>
    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Runs before each page; told its number, from 1.</summary>
    public Func<int, Task> BeforePage { get; set; } = _ => Task.CompletedTask;

    public int Calls { get; private set; }

    public List<string> Rejections { get; } = [];

    public string Code => "scripted";

    public NetworkLimits Limits => throw Unscripted();

    public Source Source(Channel channel) => new ChannelSource(
        channel, this,
        _ => Task.FromResult<NetworkAccess?>(new NetworkAccess(channel.Id.Value, channel.Connection!.Server, channel.Connection.AccountId, "id", "secret")),
        (why, _) =>
        {
            Rejections.Add(why);
            return Task.CompletedTask;
        });

    public void Says(int number, DateTimeOffset at, string text = "Hello from the public", FoundKind kind = FoundKind.Mention) =>
        Inbound.Add(Post($"at://public/{number}", "did:public", kind, text, at));

    public void Posts(int number, DateTimeOffset at, string text = "Our own words") =>
        Own.Add(Post($"at://own/{number}", "did:news", FoundKind.Post, text, at));

    public static FoundPost Post(string nativeId, string author, FoundKind kind, string text, DateTimeOffset at, string? replyTo = null) => new(
        nativeId, "v1", kind, new FoundAuthor(author, "someone.test", "Some One"), text, ["en"], [], 0, replyTo, replyTo, null,
        new Uri("https://network.test/post"), at, at);

    public Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation) => Page(Inbound, cursor);

    public Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation) => Page(Own, cursor);

    public Task<ConnectedAccount> Connect(ConnectionRequest request, CancellationToken cancellation) => throw Unscripted();

    public IReadOnlyDictionary<string, string> Check(PostContent content) => throw Unscripted();

    public Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation) => throw Unscripted();

    public Task<LivePost?> Find(NetworkAccess access, PublishKey key, CancellationToken cancellation) => throw Unscripted();

    public Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw Unscripted();

    public Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation) => throw Unscripted();

    public Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw Unscripted();

    public Task<CapturedThread> Capture(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw Unscripted();

    public Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation) => throw Unscripted();

    private async Task<HarvestPage<FoundPost>> Page(List<FoundPost> all, string? cursor)
    {
        Calls++;
        if (Faults.TryDequeue(out var fault)) throw fault;
        var from = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
        await BeforePage((from / pageSize) + 1);
        var items = all.OrderByDescending(post => post.SeenAt).Skip(from).Take(pageSize).ToList();
        return new HarvestPage<FoundPost>(items, from + pageSize < all.Count ? (from + pageSize).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static InvalidOperationException Unscripted() => new("The test did not say what the network does here.");
}
