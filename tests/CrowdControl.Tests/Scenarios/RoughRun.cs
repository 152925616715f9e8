using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Tests.Scenarios;

/// <summary>As ./run --rough: every queue message is delivered twice, and the durable engine forgets between activities.</summary>
public sealed class RoughRun
{
    private const string Channel = "wexmoorpolice.test";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_post_is_live_once_and_each_mention_is_stored_once_though_all_is_delivered_twice()
    {
        await using var running = await RunningStack.Start(new Dictionary<string, string> { ["LocalRuntime__Rough"] = "true" });
        await new DemoSeed(running.Plan).Plant(CancellationToken.None);
        using var resident = await Townsperson.Meet(new Uri(running.Plan.NetworkAddress), "mair-j.test", Town.Password, default);
        foreach (var number in Enumerable.Range(0, 10))
            await resident.Say($"@{Channel} rough line {number}", TimeProvider.System.GetUtcNow(), null, default);

        await Publish(running, "Delivered twice, said once");
        var mentions = await RunningStack.Until("Storing the mentions", () => Mentions(running), found => found.Count >= 10, Patience);

        Assert.Single(await running.Live(Channel), text => text == "Delivered twice, said once");
        Assert.Equal(10, mentions.Count);
        Assert.Equal(10, mentions.Distinct().Count());
        using var auditor = await running.As("dev");
        Assert.True((await auditor.Get("api/v1/audit/verification", default))["intact"]!.GetValue<bool>());
    }

    private static async Task Publish(RunningStack running, string text)
    {
        using var author = await running.As("amira");
        using var approver = await running.As("ben");
        var channel = Id((await author.Get("api/v1/channels?limit=200", default))["items"]!.AsArray()
            .Single(item => item!["handle"]!.GetValue<string>() == Channel)!);
        var content = new { text, languages = new[] { "en" }, images = Array.Empty<object>() };
        var draft = await author.Post("api/v1/submissions", new { channel, content }, "draft", default);
        var (id, digest) = (Id(draft), draft["digest"]!.GetValue<string>());
        await author.Post($"api/v1/submissions/{id}/submit", new { digest }, "submit", default);
        await approver.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, "approve", default);
        await RunningStack.Until("Publishing", () => author.Get($"api/v1/submissions/{id}", default),
            seen => seen["state"]!.GetValue<string>() == "Published", Patience);
    }

    private static async Task<List<string>> Mentions(RunningStack running)
    {
        using var desk = await running.As("carys");
        return [.. (await desk.Get("api/v1/mentions?limit=200", default))["items"]!.AsArray()
            .Select(item => item!["text"]!.GetValue<string>()).Where(text => text.Contains("rough line", StringComparison.Ordinal))];
    }

    private static string Id(JsonNode made) => made["id"]!.GetValue<string>();
}
