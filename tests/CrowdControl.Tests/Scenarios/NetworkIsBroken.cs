using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Scenarios;

/// <summary>A social network that is slow, throttles, breaks, and stops in the middle of its answers.</summary>
public sealed class NetworkIsBroken(Wexmoor force) : IClassFixture<Wexmoor>
{
    private const string Notifications = "app.bsky.notification.listNotifications";
    private const string Put = "com.atproto.repo.putRecord";
    private const string Get = "com.atproto.repo.getRecord";

    [Fact]
    public async Task A_harvest_that_fails_is_shown_on_its_channel_and_tried_again_until_every_mention_is_stored_once()
    {
        var channels = DemoOrganisation.Read().Channels.Select(channel => channel.Handle).ToList();
        var said = channels.Select(handle => $"@{handle} said to a broken network").Order(StringComparer.Ordinal).ToList();
        await force.Misbehave(
            new { method = Notifications, act = "answer", status = 500 },
            new { method = Notifications, act = "answer", status = 429, headers = new Dictionary<string, string> { ["Retry-After"] = "8" } },
            new { method = Notifications, act = "lie", status = 200, body = "{\"notifications\":[{\"uri\":" },
            new { method = Notifications, act = "truncate" },
            new { method = Notifications, act = "delay", delayMilliseconds = 2_000 });
        await force.Say(said);

        var failed = await Wexmoor.Until("Four failures on the channels", Troubled, found => found.Count == 4);
        Assert.Contains(failed, harvest => Error(harvest).Contains("answered 500", StringComparison.Ordinal));
        Assert.Contains(failed, harvest => Error(harvest).Contains("answered 429", StringComparison.Ordinal));
        Assert.Contains(failed, harvest => Error(harvest).Contains("could not be read", StringComparison.Ordinal));
        Assert.Contains(failed, harvest => Error(harvest).Contains("could not be reached", StringComparison.Ordinal));
        Assert.All(failed, harvest => Assert.NotNull(harvest["nextAttemptAt"]));

        await Wexmoor.Until("The end of all failures", Troubled, found => found.Count == 0);
        var stored = await Wexmoor.Until("Storing what was said", () => force.Stored("broken network"), found => found.Count >= said.Count);
        Assert.Equal(said, stored);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_marked_so_then_found_and_is_live_once()
    {
        await force.Misbehave(
            new { method = Put, act = "drop-after" },
            new { method = Get, act = "answer", status = 503 });
        var post = await force.Approve("Its answer was lost");
        await force.Comes(post, "OutcomeUnknown");
        var published = await force.Comes(post, "Published");

        Assert.Equal(1, await force.Live("Its answer was lost"));
        Assert.Single(published["attempts"]!.AsArray());
        Assert.NotNull(published["live"]!["nativeId"]);
    }

    [Fact]
    public async Task A_post_that_is_throttled_goes_out_later_and_one_whose_answer_breaks_off_is_live_once()
    {
        await force.Misbehave(
            new { method = Put, act = "answer", status = 429, headers = new Dictionary<string, string> { ["Retry-After"] = "2" } });
        var throttled = await force.Approve("Throttled at first");
        await force.Comes(throttled, "Published");
        await force.Misbehave(new { method = Put, act = "truncate" });
        var broken = await force.Approve("Its answer broke off");
        await force.Comes(broken, "Published");

        Assert.Equal((1, 1), (await force.Live("Throttled at first"), await force.Live("Its answer broke off")));
    }

    private async Task<List<JsonNode>> Troubled()
    {
        using var administrator = await force.As("elin");
        return [.. (await administrator.Get("api/v1/channels?limit=200", default))["items"]!.AsArray()
            .Select(channel => channel!["harvest"]!).Where(harvest => harvest["lastError"] is not null)];
    }

    private static string Error(JsonNode harvest) => harvest["lastError"]!.GetValue<string>();
}
