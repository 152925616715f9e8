using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Tests.Scenarios;

/// <summary>The whole product in its own processes on free ports, in a folder that is thrown away.</summary>
internal sealed class RunningStack : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-");
    private readonly Stack _stack;
    private ProxiedStorage? _storage;

    private RunningStack(Ports ports, IReadOnlyDictionary<string, string>? settings) => _stack = new Stack(
        new StackPlan(ports, _folder.FullName, KeepData: false) { Also = settings ?? new Dictionary<string, string>() });

    public StackPlan Plan => _stack.Plan;

    public static Task<RunningStack> Start(IReadOnlyDictionary<string, string>? settings = null) => Start(Ports.Free(), settings);

    public static async Task<RunningStack> Start(Ports ports, IReadOnlyDictionary<string, string>? settings)
    {
        var running = new RunningStack(ports, settings);
        await running._stack.StartNeighbours(CancellationToken.None);
        await running._stack.StartApp(CancellationToken.None);
        return running;
    }

    /// <summary>The blobs stand behind what refuses whatever locked policies refuse; when the run ends nothing may have been refused.</summary>
    public static async Task<RunningStack> OnLockedStorage(IReadOnlyDictionary<string, string>? settings = null)
    {
        var ports = Ports.Free();
        var storage = await ProxiedStorage.Before(AzuriteServer.Connection(ports));
        var running = await Start(ports, new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["Storage"] = storage.ConnectionString,
            ["AzureWebJobsStorage"] = storage.ConnectionString,
        });
        running._storage = storage;
        return running;
    }

    /// <summary>What stands before the storage of a run on locked storage.</summary>
    public ProxiedStorage Storage => _storage ?? throw new InvalidOperationException("This run is on storage that is not locked.");

    /// <summary>The API, called as one of the demo's people or programs.</summary>
    public async Task<DemoApi> As(string name) => new(new Uri(Plan.Address), await Token(name));

    public Task<string> Token(string name) => new DemoSignIn(Plan.Authority, Plan.Address).Token(name, CancellationToken.None);

    /// <summary>Makes one of the demo's people or programs a member with one role; <paramref name="channels"/> null reaches all.</summary>
    public async Task Invite(DemoApi administrator, string name, string role, IReadOnlyList<string>? channels)
    {
        var demo = DemoPeople.Read();
        var caller = demo.Callers.FirstOrDefault(one => one.Key == name);
        var member = await administrator.Post("api/v1/members", new
        {
            name = caller?.Name ?? demo.Person(name).Name,
            kind = caller is null ? "Person" : "ApiCaller",
            directoryId = DemoPeople.Directory,
            objectId = caller?.ObjectId ?? demo.Person(name).ObjectId,
        }, $"member {name}", default);
        await administrator.Post($"api/v1/members/{member["id"]!.GetValue<string>()}/grants", new { role, channels }, $"grant {name} {role}", default);
    }

    /// <summary>The texts of an account's newest posts, as anybody reads them on the invented network.</summary>
    public async Task<List<string>> Live(string handle)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Plan.NetworkAddress) };
        var page = await http.GetFromJsonAsync<JsonNode>($"xrpc/com.atproto.repo.listRecords?repo={handle}&collection=app.bsky.feed.post&limit=100");
        return [.. page!["records"]!.AsArray().Select(record => record!["value"]!["text"]!.GetValue<string>())];
    }

    public Task KillApp() => _stack.App!.Kill();

    public Task StartApp() => _stack.StartApp(CancellationToken.None);

    /// <summary>Waits until something is so, and says what was last seen when it never is.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T>> look, Func<T, bool> enough, TimeSpan within)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (enough(seen)) return seen;
            if (clock.Elapsed > within) throw new TimeoutException($"{what} did not come about within {within}. Last seen: {seen}");
            await Task.Delay(250);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        _folder.Delete(recursive: true);
        if (_storage is null) return;
        await _storage.DisposeAsync();
        // Evidence whose key is destroyed goes when its retention lets it: asking is how the app learns whether it does.
        Assert.DoesNotContain(_storage.Worm.Refused, refusal => refusal.Call is not { Method: "DELETE", IsOfEvidence: true });
    }
}
