using System.Diagnostics;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks;

/// <summary>
/// Mentions from the invented network to stored rows, through the host's timer and queues, with every storage request counted. They are
/// all said before the tick that finds them, so that the measurement begins with the tick and ends when the last one is stored and its
/// message is gone. The demo's watches match and its triage reads meanwhile.
/// </summary>
internal static class IngestBench
{
    private const int Mentions = 3_000;
    private const int Speakers = 4;
    private const string EveryMinute = "0 * * * * *";
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public static async Task<IReadOnlyList<Row>> Run()
    {
        await using var counted = await CountedStack.Start(EveryMinute);
        await new DemoSeed(counted.Stack.Plan).Plant(CancellationToken.None);
        await Emulator.Until("The harvest of what was said before", async () => await Stored(counted) > 0 && await Rests(counted));
        var before = await Stored(counted);
        await Speak(counted.Stack.Plan);
        if (await Stored(counted) > before || !await Rests(counted))
            throw new InvalidOperationException("A tick came while the public spoke, so nothing can be measured. Try again on a quieter machine.");

        counted.Reset();
        await Task.Delay(UntilTick());
        var clock = Stopwatch.StartNew();
        await Emulator.Until("Storing every mention", async () => await Stored(counted) >= before + Mentions);
        var seconds = clock.Elapsed.TotalSeconds;
        await Emulator.Until("Deleting the last message", () => Rests(counted));

        var calls = counted.Calls(Mentions / 1_000.0, "per 1,000 mentions");
        var stored = await Stored(counted) - before;
        return
        [
            Row.AtMost("ingest.stored", stored, $"mentions of {Mentions} said", Mentions),
            new Row("ingest.rate", Mentions / seconds, "mentions/s"),
            Row.AtMost("ingest.transactions", calls.Sum(call => call.Value) * 1_000.0 / Mentions, "storage transactions per 1,000", 60),
        ];
    }

    private static async Task Speak(StackPlan plan)
    {
        var lines = DemoPublic.Read().Lines;
        using var resident = await Townsperson.Meet(new Uri(plan.NetworkAddress), "mair-j.test", Town.Password, default);
        await Parallel.ForAsync(0, Mentions, new ParallelOptions { MaxDegreeOfParallelism = Speakers }, async (number, cancellation) =>
            await resident.Say($"@wexmoorpolice.test {lines[number % lines.Count].Text} ({number})", TimeProvider.System.GetUtcNow(), null, cancellation));
    }

    private static Task<int> Stored(CountedStack counted) => counted.Behind.Count("mentions", "");

    private static async Task<bool> Rests(CountedStack counted) =>
        await counted.Behind.IsDrained("harvest-jobs") && await counted.Behind.IsDrained("mentions");

    private static TimeSpan UntilTick() => Period - TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().Ticks % Period.Ticks);
}
