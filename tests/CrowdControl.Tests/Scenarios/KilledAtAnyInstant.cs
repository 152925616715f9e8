using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;
using Xunit.Abstractions;

namespace CrowdControl.Tests.Scenarios;

/// <summary>The app is killed, as a power cut would, at random instants of a busy hour, and started again each time.</summary>
public sealed class KilledAtAnyInstant(ITestOutputHelper output)
{
    private const int Posts = 20;
    private const int Mentions = 5_000;
    private const string Channel = "wexmoorpolice.test";
    private static readonly bool Long = Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") is { Length: > 0 };
    private static readonly int Kills = Long ? 50 : 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(Long ? 15 : 6);

    /// <summary>A kill counts as a delivery, in Azure too: a message in hand during five kills would be put aside without ever having failed.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "1000" };

    [Fact]
    public async Task Every_approved_post_is_live_exactly_once_and_every_mention_is_stored_exactly_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("CROWDCONTROL_SEED"), out var chosen) ? chosen : Environment.TickCount;
        Console.WriteLine($"KilledAtAnyInstant: CROWDCONTROL_SEED={seed}");
        output.WriteLine($"CROWDCONTROL_SEED={seed}");
        await using var running = await RunningStack.OnLockedStorage(Settings);
        await new DemoSeed(running.Plan).Plant(CancellationToken.None);

        var work = new Shares(Kills);
        var speaking = Speak(running, work);
        var approving = Approve(running, work);
        await Kill(running, new Random(seed), work);
        await Task.WhenAll(speaking, approving);

        Assert.Equal(Texts(), await LiveTexts(running));
        await RunningStack.Until("Counting every mention", () => StoredToday(running), count => count >= Mentions, Patience);
        var stored = await RunningStack.Until("Storing every mention", () => Stored(running), found => found.Count >= Mentions, Patience);
        Assert.Equal(Mentions, stored.Count);
        Assert.Equal(Mentions, stored.Distinct().Count());
        using var auditor = await running.As("dev");
        Assert.True((await auditor.Get("api/v1/audit/verification", default))["intact"]!.GetValue<bool>());
    }

    /// <summary>Half of the kills hit a start, at any of its instants; the others an app that answers.</summary>
    private static async Task Kill(RunningStack running, Random random, Shares work)
    {
        var starting = Task.CompletedTask;
        for (var kill = 0; kill < Kills; kill++)
        {
            work.Deal(kill);
            if (random.Next(2) == 0) await Task.WhenAny(starting);
            await Task.Delay(random.Next(2_500));
            await running.KillApp();

            // A start that was cut off says so, and that is what was wanted.
            await Task.WhenAny(starting);
            starting = running.StartApp();
        }

        await starting;
    }

    private static async Task Speak(RunningStack running, Shares work)
    {
        using var resident = await Townsperson.Meet(new Uri(running.Plan.NetworkAddress), "mair-j.test", Town.Password, default);
        await Parallel.ForAsync(0, Mentions, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancellation) =>
        {
            await work.Dealt(number, Mentions);
            await resident.Say($"@{Channel} crash line {number}", TimeProvider.System.GetUtcNow(), null, cancellation);
        });
    }

    private static async Task Approve(RunningStack running, Shares work)
    {
        var channel = (await Persist(async () =>
        {
            using var api = await running.As("elin");
            return await api.Get("api/v1/channels?limit=200", default);
        }))["items"]!.AsArray().Single(item => item!["handle"]!.GetValue<string>() == Channel)!["id"]!.GetValue<string>();
        using var amira = await running.As("amira");
        using var ben = await running.As("ben");
        foreach (var (number, text) in Texts().Index())
        {
            await work.Dealt(number, Posts);
            var post = new { channel, content = new { text, languages = new[] { "en" }, images = Array.Empty<object>() } };
            var made = await Persist(() => amira.Post("api/v1/submissions", post, $"draft {text}", default));
            var (id, digest) = (made["id"]!.GetValue<string>(), made["digest"]!.GetValue<string>());
            await Persist(() => amira.Post($"api/v1/submissions/{id}/submit", new { digest }, $"submit {text}", default));
            await Persist(() => ben.Post($"api/v1/submissions/{id}/decisions", new { verdict = "Approved", digest }, $"approve {text}", default));
        }

        await RunningStack.Until("Publishing every post",
            () => Persist(() => amira.Get("api/v1/submissions?state=Published&limit=200", default)),
            page => page["items"]!.AsArray().Count >= Posts, Patience);
    }

    /// <summary>What a person does when the app is away for a moment: the same act again.</summary>
    private static async Task<JsonNode> Persist(Func<Task<JsonNode>> act)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await act();
            }
            catch (Exception away) when (away is HttpRequestException or ApiFault { Status: >= 500 } or TaskCanceledException or IOException
                && TimeProvider.System.GetElapsedTime(deadline) < Patience)
            {
                await Task.Delay(200);
            }
        }
    }

    private static List<string> Texts() => [.. Enumerable.Range(0, Posts).Select(number => $"Approved post {number:D2}")];

    private static async Task<List<string>> LiveTexts(RunningStack running) =>
        [.. (await running.Live(Channel)).Where(text => text.StartsWith("Approved post", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>A cheap look while there are few: the demo's own mentions are among them.</summary>
    private static async Task<int> StoredToday(RunningStack running)
    {
        await Task.Delay(1_000);
        using var desk = await running.As("carys");
        return (await Persist(() => desk.Get("api/v1/overview", default)))["mentionsToday"]!.GetValue<int>();
    }

    private static async Task<List<string>> Stored(RunningStack running)
    {
        using var desk = await running.As("carys");
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Persist(() => desk.Get($"api/v1/mentions?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", default));
            found.AddRange(page["items"]!.AsArray().Select(item => item!["text"]!.GetValue<string>())
                .Where(text => text.Contains("crash line", StringComparison.Ordinal)));
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        return found;
    }

    /// <summary>Deals the work out over the kills, so that each of them interrupts some.</summary>
    private sealed class Shares(int kills)
    {
        private readonly List<TaskCompletionSource> _dealt =
            [.. Enumerable.Range(0, kills).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

        public void Deal(int kill) => _dealt[kill].SetResult();

        /// <summary>Completes when one of so many pieces may be begun.</summary>
        public Task Dealt(int piece, int pieces) => _dealt[piece * kills / pieces].Task;
    }
}
