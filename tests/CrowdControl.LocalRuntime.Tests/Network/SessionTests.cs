using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Tests.Durable;

namespace CrowdControl.LocalRuntime.Tests.Network;

public sealed class SessionTests
{
    private const string SignIn = "com.atproto.server.createSession";
    private const string Renew = "com.atproto.server.refreshSession";

    [Fact]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer()
    {
        await using var network = await NetworkUnderTest.Start();
        await network.Join("alice");

        var wrong = await network.Post(SignIn, Credentials("alice.test", "wrong"));
        var unknown = await network.Post(SignIn, Credentials("nobody.test", "wrong"));

        Assert.Equal(401, wrong.Status);
        Assert.Equal("AuthenticationRequired", wrong.Body["error"]!.GetValue<string>());
        Assert.Equal(wrong.Body.ToJsonString(), unknown.Body.ToJsonString());
    }

    [Theory]
    [InlineData(null, 401, "AuthMissing")]
    [InlineData("nonsense", 400, "InvalidToken")]
    public async Task A_missing_token_is_401_and_a_bad_one_is_400(string? token, int status, string error)
    {
        await using var network = await NetworkUnderTest.Start();

        var answer = await network.Get("xrpc/com.atproto.server.getSession", token);

        Assert.Equal((status, error), (answer.Status, answer.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_access_token_lasts_two_hours_and_then_says_that_it_expired()
    {
        var clock = new PushedClock();
        await using var network = await NetworkUnderTest.Start(clock: clock);
        var alice = await network.Join("alice");

        clock.Push(TimeSpan.FromMinutes(119));
        var before = await network.Get("xrpc/com.atproto.server.getSession", alice.Access);
        clock.Push(TimeSpan.FromMinutes(2));
        var after = await network.Get("xrpc/com.atproto.server.getSession", alice.Access);

        Assert.Equal(200, before.Status);
        Assert.Equal((400, "ExpiredToken"), (after.Status, after.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_until_its_session_is_ended()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var renewed = await network.Post(Renew, null, alice.Refresh);
        var successor = renewed.Body["refreshJwt"]!.GetValue<string>();
        var ended = await network.Post("com.atproto.server.deleteSession", null, successor);
        var after = await network.Post(Renew, null, successor);

        Assert.Equal(alice.Did, renewed.Body["did"]!.GetValue<string>());
        Assert.NotEqual(alice.Refresh, successor);
        Assert.Equal(200, ended.Status);
        Assert.Equal((400, "ExpiredToken"), (after.Status, after.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_access_token_does_not_renew_and_a_refresh_token_does_not_act()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var renewing = await network.Post(Renew, null, alice.Access);
        var acting = await network.Get("xrpc/com.atproto.server.getSession", alice.Refresh);

        Assert.Equal((400, "InvalidToken"), (renewing.Status, renewing.Body["error"]!.GetValue<string>()));
        Assert.Equal((400, "InvalidToken"), (acting.Status, acting.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_app_password_signs_in_and_cannot_make_another()
    {
        await using var network = await NetworkUnderTest.Start();
        var alice = await network.Join("alice");

        var made = await network.Post("com.atproto.server.createAppPassword", new JsonObject { ["name"] = "desk" }, alice.Access);
        var opened = await network.Post(SignIn, Credentials("alice.test", made.Body["password"]!.GetValue<string>()));
        var another = await network.Post(
            "com.atproto.server.createAppPassword", new JsonObject { ["name"] = "more" }, opened.Body["accessJwt"]!.GetValue<string>());

        Assert.Equal(200, opened.Status);
        Assert.Equal((400, "InvalidToken"), (another.Status, another.Body["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task With_limits_on_the_31st_sign_in_within_5_minutes_is_429_and_says_when_to_come_again()
    {
        var clock = new PushedClock();
        var beginning = clock.GetUtcNow();
        await using var network = await NetworkUnderTest.Start(rateLimits: true, clock);
        await network.Join("alice");

        for (var time = 0; time < 30; time++) Assert.Equal(200, (await network.Post(SignIn, Credentials("alice.test", "invented"))).Status);
        using var refused = await network.Http.PostAsJsonAsync($"xrpc/{SignIn}", Credentials("alice.test", "invented"));
        clock.Push(TimeSpan.FromMinutes(5));
        var later = await network.Post(SignIn, Credentials("alice.test", "invented"));

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("0", refused.Headers.GetValues("RateLimit-Remaining").Single());
        Assert.Equal("30;w=300", refused.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal($"{beginning.AddMinutes(5).ToUnixTimeSeconds()}", refused.Headers.GetValues("RateLimit-Reset").Single());
        Assert.Equal(200, later.Status);
    }

    [Fact]
    public async Task Without_limits_nobody_is_counted()
    {
        await using var network = await NetworkUnderTest.Start();
        await network.Join("alice");

        for (var time = 0; time < 35; time++) Assert.Equal(200, (await network.Post(SignIn, Credentials("alice.test", "invented"))).Status);
    }

    [Theory]
    [InlineData("gaz_from_dene.test", "InvalidRequest")]
    [InlineData("mair.j.test", "InvalidHandle")]
    [InlineData("ab.test", "InvalidHandle")]
    [InlineData("nineteen-characters.test", "InvalidHandle")]
    [InlineData("abc.example.com", "UnsupportedDomain")]
    public async Task A_handle_that_the_real_server_refuses_is_refused(string handle, string error)
    {
        await using var network = await NetworkUnderTest.Start();

        var answer = await network.Post("com.atproto.server.createAccount", new JsonObject
        {
            ["handle"] = handle,
            ["email"] = "a@town.example",
            ["password"] = "invented",
        });

        Assert.Equal((400, error), (answer.Status, answer.Body["error"]!.GetValue<string>()));
    }

    private static JsonObject Credentials(string identifier, string password) => new() { ["identifier"] = identifier, ["password"] = password };
}
