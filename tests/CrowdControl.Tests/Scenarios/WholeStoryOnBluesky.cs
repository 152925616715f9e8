using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers.Seeding;
using CrowdControl.Tests.Networks;
using CrowdControl.Tests.Publishing.Pictures;

namespace CrowdControl.Tests.Scenarios;

/// <summary>What this product is for, from an officer's words to the public's answer, on Bluesky's own servers.</summary>
public sealed class WholeStoryOnBluesky
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_post_is_written_approved_and_seen_and_the_answer_comes_in_matched_triaged_and_on_the_record()
    {
        var bluesky = await BlueskyServers.Shared;
        var force = await NetworkAccount.Open(bluesky.Pds, "force");
        var resident = await NetworkAccount.Open(bluesky.Pds, "resident");
        await using var running = await RunningStack.Start();
        var channel = await SetUp(running, bluesky.Pds, force);

        var (submission, live) = await Publish(running, channel, "Bike marking in the market square from 10:00. #BikeMarking");
        await Eventually.Holds(() => resident.Ask($"app.bsky.feed.getPosts?uris={Uri.EscapeDataString(live)}"), seen => seen["posts"]!.AsArray().Count == 1);
        await Answer(resident, live, "I'm really worried about my brother, he is not answering his phone. Please help");
        var mention = await Found(running, submission);

        Assert.Equal("People at risk", mention["hits"]![0]!["name"]!.GetValue<string>());
        Assert.Contains(mention["triage"]!["band"]!.GetValue<string>(), new[] { "Medium", "High", "Immediate" });
        Assert.Contains("Bike marking", await ConversationOf(running, mention), StringComparison.Ordinal);
        Assert.Single(await force.Records());
        await EveryActIsOnTheRecord(running, submission);
    }

    private static async Task<string> SetUp(RunningStack running, Uri server, NetworkAccount force)
    {
        using var administrator = await running.As("elin");
        var channel = Id(await administrator.Post("api/v1/channels", new
        {
            network = "bluesky",
            handle = force.Handle,
            displayName = "Wexmoor Police",
            purpose = "News and appeals",
        }, "channel", default));
        await administrator.Put($"api/v1/channels/{channel}/connection", new { server, identifier = force.Handle, secret = await force.AppPassword() }, default);
        await running.Invite(administrator, "amira", "Author", [channel]);
        await running.Invite(administrator, "ben", "Approver", null);
        await running.Invite(administrator, "carys", "DigitalDesk", null);
        await running.Invite(administrator, "dev", "DutyOfficer", null);

        using var desk = await running.As("carys");
        using var duty = await running.As("dev");
        var watch = Id(await desk.Post("api/v1/watches", new
        {
            name = "People at risk",
            purpose = "To help people in danger within minutes",
            terms = new[] { "worried about my", "not answering his phone" },
        }, "watch", default));
        await duty.Post($"api/v1/watches/{watch}/authorise", new { }, "authorise", default);
        return channel;
    }

    private static async Task<(string Submission, string Live)> Publish(RunningStack running, string channel, string text)
    {
        using var author = await running.As("amira");
        using var approver = await running.As("ben");
        var image = Id(await author.Upload("api/v1/media", SamplePictures.Png(64, 48, "camera"), "image/png", default));
        var content = new { text, languages = new[] { "en" }, images = new[] { new { media = image, altText = "Officers at a stall" } } };
        var draft = await author.Post("api/v1/submissions", new { channel, content }, "draft", default);
        var (id, digest) = (Id(draft), draft["digest"]!.GetValue<string>());
        await author.Post($"api/v1/submissions/{id}/submit", new { digest }, "submit", default);
        await approver.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, "approve", default);

        var published = await RunningStack.Until("Publishing", () => author.Get($"api/v1/submissions/{id}", default),
            seen => seen["state"]!.GetValue<string>() == "Published", Patience);
        return (id, published["live"]!["nativeId"]!.GetValue<string>());
    }

    private static async Task Answer(NetworkAccount resident, string live, string text)
    {
        var post = (await resident.Ask($"app.bsky.feed.getPosts?uris={Uri.EscapeDataString(live)}"))["posts"]![0]!;
        var target = new JsonObject { ["uri"] = live, ["cid"] = post["cid"]!.GetValue<string>() };
        await resident.Call("com.atproto.repo.createRecord", new JsonObject
        {
            ["repo"] = resident.Did,
            ["collection"] = "app.bsky.feed.post",
            ["record"] = new JsonObject
            {
                ["$type"] = "app.bsky.feed.post",
                ["text"] = text,
                ["langs"] = new JsonArray("en"),
                ["createdAt"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture),
                ["reply"] = new JsonObject { ["root"] = target.DeepClone(), ["parent"] = target },
            },
        });
    }

    private static async Task<JsonNode> Found(RunningStack running, string submission)
    {
        using var desk = await running.As("carys");
        var page = await RunningStack.Until("The answer", () => desk.Get("api/v1/mentions?hits=true", default),
            seen => seen["items"]!.AsArray().Count > 0, Patience);
        var mention = await desk.Get($"api/v1/mentions/{Id(Assert.Single(page["items"]!.AsArray())!)}", default);
        Assert.Equal(submission, mention["ourSubmission"]?.GetValue<string>());
        return mention;
    }

    private static async Task<string> ConversationOf(RunningStack running, JsonNode mention)
    {
        using var desk = await running.As("carys");
        return (await desk.Get($"api/v1/mentions/{Id(mention)}/conversation", default)).ToJsonString();
    }

    private static async Task EveryActIsOnTheRecord(RunningStack running, string submission)
    {
        using var duty = await running.As("dev");
        var entries = (await duty.Get($"api/v1/audit?subject=submission:{submission}&limit=200", default))["items"]!.AsArray();
        var acts = entries.Select(entry => entry!["act"]!.GetValue<string>()).ToList();
        foreach (var act in new[] { "drafted", "requested", "approved", "submitted", "confirmed" })
            Assert.Contains($"post.{act}", acts);
        Assert.True((await duty.Get("api/v1/audit/verification", default))["intact"]!.GetValue<bool>());
    }

    private static string Id(JsonNode made) => made["id"]!.GetValue<string>();
}
