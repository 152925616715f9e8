using System.Diagnostics;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks.Audit;

/// <summary>What the record costs in the product: storage writes for each audited act, one act a second, with all that goes out on the grid
/// and by the clock meanwhile.</summary>
internal static class WritesBench
{
    private const int Acts = 180;

    public static async Task<IReadOnlyList<Row>> Run()
    {
        await using var counted = await CountedStack.Start("0 0 0 1 1 *");
        await new DemoSeed(counted.Stack.Plan).Plant(CancellationToken.None);
        using var amira = await counted.As("amira");
        var channel = (await amira.Get("api/v1/channels", default))["items"]!.AsArray()
            .First(item => item!["handle"]!.GetValue<string>() == "wexmoorpolice.test")!["id"]!.GetValue<string>();
        await Draft(amira, channel, 0);

        counted.Reset();
        var clock = Stopwatch.StartNew();
        for (var act = 1; act <= Acts; act++)
        {
            await Draft(amira, channel, act);
            if (TimeSpan.FromSeconds(act) - clock.Elapsed is { Ticks: > 0 } left) await Task.Delay(left);
        }
        var writes = counted.Calls(Acts, "an act")
            .Where(call => call.Key.Thing.StartsWith("audit", StringComparison.OrdinalIgnoreCase) && call.Key.Method is not ("GET" or "HEAD"))
            .Sum(call => call.Value);
        return [Row.AtMost("audit.writes", (double)writes / Acts, "storage writes an act at 1 act/s", 4)];
    }

    /// <summary>One act: a draft is one entry of the record.</summary>
    private static async Task Draft(DemoApi author, string channel, int number) => await author.Post(
        "api/v1/submissions",
        new { channel, content = new { text = $"Counted draft {number}", languages = new[] { "en" }, images = Array.Empty<object>() } },
        $"act {number}", default);
}
