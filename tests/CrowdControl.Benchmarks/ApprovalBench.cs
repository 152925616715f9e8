using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks;

/// <summary>
/// Storage transactions of one approved post, from the draft to the end of its orchestration, counted before the emulator: the app's own,
/// and the local durable engine's apart. Posts go one after the other, so that none shares a request with another.
/// </summary>
internal static class ApprovalBench
{
    private const int Posts = 20;
    private const string Hub = "crowdcontrol";

    public static async Task<IReadOnlyList<Row>> Run()
    {
        await using var counted = await CountedStack.Start("0 0 0 1 1 *");
        await new DemoSeed(counted.Stack.Plan).Plant(CancellationToken.None);
        using var amira = await counted.As("amira");
        using var ben = await counted.As("ben");
        var channel = (await amira.Get("api/v1/channels", default))["items"]!.AsArray()
            .First(item => item!["handle"]!.GetValue<string>() == "wexmoorpolice.test")!["id"]!.GetValue<string>();
        await Approve(counted, amira, ben, channel, 1);

        counted.Reset();
        for (var post = 0; post < Posts; post++) await Approve(counted, amira, ben, channel, post + 2);
        var calls = counted.Calls(Posts, "a post");
        var engine = calls.Where(call => call.Key.Thing.StartsWith(Hub, StringComparison.OrdinalIgnoreCase)).Sum(call => call.Value);
        var all = calls.Sum(call => call.Value);

        return
        [
            Row.AtMost("approval.transactions", (double)all / Posts, "storage transactions a post", 110),
            new Row("approval.transactions.engine", (double)engine / Posts, "of them the durable engine's"),
            Row.AtMost("approval.transactions.app", (double)(all - engine) / Posts, "of them the app's own", 70),
        ];
    }

    private static async Task Approve(CountedStack counted, DemoApi author, DemoApi approver, string channel, int number)
    {
        var post = new { channel, content = new { text = $"Counted post {number}", languages = new[] { "en" }, images = Array.Empty<object>() } };
        var made = await author.Post("api/v1/submissions", post, $"draft {number}", default);
        var (id, digest) = (made["id"]!.GetValue<string>(), made["digest"]!.GetValue<string>());
        await author.Post($"api/v1/submissions/{id}/submit", new { digest }, $"submit {number}", default);
        await approver.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, $"approve {number}", default);
        await Emulator.Until($"Publishing post {number}", async () =>
            await counted.Behind.Count("submissions", "State eq 'Published'") == number && await counted.Behind.IsDrained(Hub));
    }
}
