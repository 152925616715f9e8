using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Domain.Channels;
using CrowdControl.Domain.Mentions;
using CrowdControl.Domain.Publishing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;

namespace CrowdControl.Benchmarks;

/// <summary>A network in this process where as many people speak to one channel as a measurement needs.</summary>
internal sealed class BusyTown : INetwork
{
    private const int PageSize = 100;

    private static readonly string[] Said =
    [
        "Is the A494 still shut at Glanfa Bridge? Sat here an hour and nobody tells us anything",
        "Thank you to the officers who came out last night, you were brilliant with my nan",
        "Saw a lad in a green parka by the bandstand in Victoria Park about twenty minutes ago, on his own",
        "Reported my stolen bike three weeks ago and still not one call back", "Diolch yn fawr iawn am eich help heddiw",
        "Why is the helicopter over Dene again?", "Two men arguing outside the station, one has a knife in his hand",
    ];

    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow().AddMinutes(-5);
    private readonly List<FoundPost> _posts = [];

    public string Code => "bench";

    public NetworkLimits Limits => throw NotHere();

    /// <summary>The newest posts are of now, one a hundredth of a millisecond after the other.</summary>
    public void Speak(int times)
    {
        for (var time = 0; time < times; time++) _posts.Insert(0, Post(_posts.Count));
    }

    public Source Channel() => new ChannelSource(
        Force, this, _ => Task.FromResult<NetworkAccess?>(new NetworkAccess("news", new Uri("https://town.test"), "did:news", "id", "secret")),
        (why, _) => throw new InvalidOperationException(why));

    public Mention First() => FoundMention.Of(Force, Post(-1), MentionKind.Mention, _start);

    public Task<HarvestPage<FoundPost>> Notifications(NetworkAccess access, string? cursor, CancellationToken cancellation)
    {
        var from = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
        var next = from + PageSize < _posts.Count ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult(new HarvestPage<FoundPost>(_posts.GetRange(from, Math.Min(PageSize, _posts.Count - from)), next));
    }

    public Task<HarvestPage<FoundPost>> Timeline(NetworkAccess access, string? cursor, CancellationToken cancellation) =>
        Task.FromResult(new HarvestPage<FoundPost>([], null));

    public Task<ConnectedAccount> Connect(ConnectionRequest request, CancellationToken cancellation) => throw NotHere();

    public IReadOnlyDictionary<string, string> Check(PostContent content) => throw NotHere();

    public Task<PublishAnswer> Publish(NetworkAccess access, OutgoingPost post, PublishKey key, CancellationToken cancellation) => throw NotHere();

    public Task<LivePost?> Find(NetworkAccess access, PublishKey key, CancellationToken cancellation) => throw NotHere();

    public Task<RemoveAnswer> Remove(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw NotHere();

    public Task<HarvestPage<FoundPost>> Search(NetworkAccess access, string words, string? cursor, CancellationToken cancellation) => throw NotHere();

    public Task<FoundThread> Thread(NetworkAccess access, string nativeId, CancellationToken cancellation) => throw NotHere();

    public Task<AccountProfile> Profile(NetworkAccess access, CancellationToken cancellation) => throw NotHere();

    private Channel Force => new(
        new TenantId("bench"), new ChannelId("news"), Code, "news.test", "Wexmoor", "News", new MemberId("elin"),
        new ChannelConnection(new Uri("https://town.test"), "did:news", _start.AddDays(-1)), null, null, false);

    private FoundPost Post(int number) => new(
        $"at://town/{number}", "v1", FoundKind.Mention, new FoundAuthor($"did:{number % 500}", $"resident{number % 500}.test", "A resident"),
        $"{Said[(number + Said.Length) % Said.Length]} ({number})", ["en"], [], 0, null, null, null, new Uri($"https://town.test/{number}"),
        _start.AddMilliseconds(number * 0.01), _start.AddMilliseconds(number * 0.01));

    private static NotSupportedException NotHere() => new("Nobody publishes in this measurement.");
}
