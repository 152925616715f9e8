using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks;

/// <summary>
/// Storage transactions of one approved post, from the draft to the receipt, counted before the emulator: the app's own, and the
/// local durable engine's apart. Looks at empty queues go by the clock, so they are left out.
/// </summary>
internal static class ApprovalBench
{
    private const int Posts = 20;
    private const string Hub = "crowdcontrol";

    public static async Task<IReadOnlyList<Row>> Run()
    {
        await using var counted = await CountedStack.Start();
        await new DemoSeed(counted.Stack.Plan).Plant(CancellationToken.None);
        using var amira = await counted.As("amira");
        using var ben = await counted.As("ben");
        var channel = (await amira.Get("api/v1/channels", default))["items"]!.AsArray()
            .First(item => item!["handle"]!.GetValue<string>() == "wexmoorpolice.test")!["id"]!.GetValue<string>();
        await Approve(amira, ben, channel, "Warm up", default);

        counted.Reset();
        for (var post = 0; post < Posts; post++) await Approve(amira, ben, channel, $"Counted post {post}", default);
        var calls = counted.Calls.Where(call => !call.Key.Idle).ToList();
        var engine = calls.Where(call => call.Key.Thing.StartsWith(Hub, StringComparison.OrdinalIgnoreCase)).Sum(call => call.Value);
        var all = calls.Sum(call => call.Value);

        foreach (var call in calls.OrderByDescending(call => call.Value))
            Console.WriteLine($"  {call.Key.Service,-6} {call.Key.Method,-7} {call.Key.Thing,-40} {(double)call.Value / Posts,8:0.0} a post");
        return
        [
            Row.AtMost("approval.transactions", (double)all / Posts, "storage transactions a post", 110),
            new Row("approval.transactions.engine", (double)engine / Posts, "of them the durable engine's"),
            Row.AtMost("approval.transactions.app", (double)(all - engine) / Posts, "of them the app's own", 70),
        ];
    }

    private static async Task Approve(DemoApi author, DemoApi approver, string channel, string text, CancellationToken cancellation)
    {
        var post = new { channel, content = new { text, languages = new[] { "en" }, images = Array.Empty<object>() } };
        var made = await author.Post("api/v1/submissions", post, $"draft {text}", cancellation);
        var (id, digest) = (made["id"]!.GetValue<string>(), made["digest"]!.GetValue<string>());
        await author.Post($"api/v1/submissions/{id}/submit", new { digest }, $"submit {text}", cancellation);
        await approver.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, $"approve {text}", cancellation);
        JsonNode now;
        do
        {
            await Task.Delay(1_000, cancellation);
            now = await author.Get($"api/v1/submissions/{id}", cancellation);
        }
        while (now["state"]!.GetValue<string>() is not "Published");
    }
}
