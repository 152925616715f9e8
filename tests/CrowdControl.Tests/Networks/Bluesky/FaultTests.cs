using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using CrowdControl.Functions.Networks.Bluesky;

namespace CrowdControl.Tests.Networks.Bluesky;

/// <summary>What the adapter makes of a network that answers badly or not at all.</summary>
public sealed class FaultTests : IAsyncDisposable
{
    private const string Read = "app.bsky.notification.listNotifications";
    private const string Put = "com.atproto.repo.putRecord";
    private const string Get = "com.atproto.repo.getRecord";
    private const string Delete = "com.atproto.repo.deleteRecord";
    private const string SignIn = "com.atproto.server.createSession";

    private readonly ScriptedServer _server = new();
    private readonly SummonedClock _clock = new();
    private readonly BlueskyNetwork _network;
    private readonly PublishKey _key = Posts.FreshKey();

    public FaultTests() => _network = new BlueskyNetwork(OutwardClient.Create(), _clock);

    public static TheoryData<string, NetworkFault> ReadFaults => new()
    {
        { "truncated", NetworkFault.Nonsense }, { "broken off", NetworkFault.Unreachable }, { "a page", NetworkFault.Nonsense },
        { "nothing required", NetworkFault.Nonsense }, { "500", NetworkFault.Unreachable }, { "502 page", NetworkFault.Unreachable },
        { "silence", NetworkFault.Unreachable }, { "reset", NetworkFault.Unreachable }, { "redirect", NetworkFault.Nonsense },
        { "401", NetworkFault.CredentialRejected }, { "bad token", NetworkFault.CredentialRejected }, { "400", NetworkFault.Refused },
        { "400 page", NetworkFault.Nonsense },
    };

    [Theory, MemberData(nameof(ReadFaults))]
    public async Task Reading_names_the_fault(string answer, NetworkFault fault)
    {
        _server.On(Read, Bad(answer));
        _server.On("com.atproto.server.refreshSession", Bad("401"));

        var thrown = await Assert.ThrowsAsync<NetworkException>(() => _network.Notifications(Access, null, CancellationToken.None));

        Assert.Equal(fault, thrown.Fault);
        Assert.Null(thrown.RetryAt);
    }

    [Theory]
    [InlineData("Retry-After: 90", 90)]
    [InlineData("RateLimit-Reset: 4102444800", 24 * 60 * 60)]
    [InlineData("RateLimit-Reset: 30", 30)]
    [InlineData("Retry-After: 5\r\nRateLimit-Reset: 4102444800", 5)]
    [InlineData("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    public async Task A_throttled_caller_is_told_the_time_that_the_network_named(string header, int seconds)
    {
        _server.On(Read, Reply.Json(429, """{"error":"RateLimitExceeded"}""", header));
        var before = TimeProvider.System.GetUtcNow();

        var thrown = await Assert.ThrowsAsync<NetworkException>(() => _network.Notifications(Access, null, CancellationToken.None));

        Assert.Equal(NetworkFault.Throttled, thrown.Fault);
        Assert.InRange(thrown.RetryAt!.Value, before.AddSeconds(seconds), TimeProvider.System.GetUtcNow().AddSeconds(seconds));
    }

    [Fact]
    public async Task A_throttled_post_without_a_time_is_put_off_all_the_same()
    {
        _server.On(Put, Reply.Json(429, "Too many requests"));

        var reading = await Assert.ThrowsAsync<NetworkException>(() => Ask(Reply.Json(429, "slow down")));
        var answer = await Publish();

        Assert.Null(reading.RetryAt);
        Assert.True(Assert.IsType<PublishAnswer.Throttled>(answer).RetryAt > TimeProvider.System.GetUtcNow());
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("broken off")]
    [InlineData("a page")]
    [InlineData("nothing required")]
    [InlineData("500")]
    [InlineData("502 page")]
    [InlineData("silence")]
    [InlineData("reset")]
    [InlineData("redirect")]
    [InlineData("400 page")]
    [InlineData("another post")]
    public async Task A_post_without_a_clear_answer_is_unknown_while_it_cannot_be_seen_and_published_once_it_is(string answer)
    {
        _server.On(Put, Bad(answer));

        _server.On(Get, Reply.Json(400, """{"error":"RecordNotFound"}"""));
        var unseen = await Publish();
        _server.On(Get, Bad("500"));
        var blind = await Publish();
        _server.On(Get, Live("The words"));
        var seen = await Publish();

        Assert.IsType<PublishAnswer.Unknown>(unseen);
        Assert.IsType<PublishAnswer.Unknown>(blind);
        Assert.Equal("bafyseen", Assert.IsType<PublishAnswer.Published>(seen).Post.Version);
    }

    [Fact]
    public async Task A_clear_no_is_refused_in_the_networks_own_words_and_nothing_is_looked_up()
    {
        _server.On(Put, Reply.Json(400, """{"error":"InvalidRequest","message":"Record/text must not be longer"}"""));

        var answer = await Publish();

        Assert.Contains("Record/text must not be longer", Assert.IsType<PublishAnswer.Refused>(answer).Why);
        Assert.DoesNotContain(_server.Requests, request => request.Contains(Get));
    }

    [Fact]
    public async Task A_refused_sign_in_stops_the_post_before_anything_is_sent()
    {
        _server.On(SignIn, Reply.Json(401, """{"error":"AuthFactorTokenRequired","message":"A sign in code has been sent"}"""));

        var answer = await Publish();

        Assert.True(Assert.IsType<PublishAnswer.Refused>(answer).CredentialRejected);
        Assert.DoesNotContain(_server.Requests, request => request.Contains(Put));
    }

    [Theory]
    [InlineData("400 page")]
    [InlineData("another post")]
    [InlineData("500")]
    [InlineData("truncated")]
    [InlineData("400")]
    public async Task Only_a_proof_counts_as_absent(string answer)
    {
        _server.On(Get, Bad(answer));

        await Assert.ThrowsAsync<NetworkException>(() => _network.Find(Access, _key, CancellationToken.None));
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("500")]
    [InlineData("reset")]
    [InlineData("400 page")]
    public async Task A_removal_without_a_clear_answer_is_unknown_while_the_post_is_still_seen(string answer)
    {
        _server.On(Delete, Bad(answer));
        _server.On(Get, Live("The words"));

        var removal = await _network.Remove(Access, Place.ToString(), CancellationToken.None);

        Assert.IsType<RemoveAnswer.Unknown>(removal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_answer_at_all()
    {
        using var patience = new CancellationTokenSource();
        _server.On(Put, Reply.Silence(patience.Cancel));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _network.Publish(Access, Posts.Saying("The words"), _key, patience.Token));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private NetworkAccess Access => new("a channel", _server.Address, ScriptedServer.Did, ScriptedServer.Did, "secret");

    private PostAddress Place => new(ScriptedServer.Did, RecordKey.Of(_key));

    private Task<PublishAnswer> Publish() => _network.Publish(Access, Posts.Saying("The words"), _key, CancellationToken.None);

    private Task<HarvestPage<FoundPost>> Ask(Reply reply)
    {
        _server.On(Read, reply);
        return _network.Notifications(Access, null, CancellationToken.None);
    }

    private Reply Live(string text) =>
        Reply.Json(200, $$$"""{"uri":"{{{Place}}}","cid":"bafyseen","value":{"text":"{{{text}}}","createdAt":"2026-01-02T03:04:05Z"}}""");

    private Reply Bad(string answer) => answer switch
    {
        "truncated" => Reply.Json(200, """{"uri":"at://did:plc:desk","cid":"bafy"""),
        "broken off" => Reply.BrokenOff("""{"uri":"at://did:plc:desk/app.bsky.feed.post/3k","cid":"bafy","notifications":[]}"""),
        "a page" => Reply.Json(200, "<html>Down for maintenance</html>"),
        "nothing required" => Reply.Json(200, "{}"),
        "another post" => Reply.Json(200, """{"uri":"at://did:plc:other/app.bsky.feed.post/3k","cid":"bafy","value":{}}"""),
        "500" => Reply.Json(500, """{"error":"InternalServerError","message":"Internal Server Error"}"""),
        "502 page" => Reply.Json(502, "<html>Bad gateway</html>"),
        "silence" => Reply.Silence(_clock.RunOut),
        "reset" => Reply.Reset,
        "redirect" => Reply.Json(302, "", "Location: https://elsewhere.example/"),
        "401" => Reply.Json(401, """{"error":"AuthenticationRequired"}"""),
        "bad token" => Reply.Json(400, """{"error":"InvalidToken"}"""),
        "400" => Reply.Json(400, """{"error":"InvalidRequest","message":"cursor"}"""),
        "400 page" => Reply.Json(400, "<html>Blocked by a proxy</html>"),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
    };
}
