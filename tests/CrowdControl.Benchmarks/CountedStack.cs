using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks;

/// <summary>The whole product with a counter before each service of the storage emulator.</summary>
internal sealed class CountedStack : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-bench-");
    private readonly List<CountingProxy> _proxies = [];

    private CountedStack(Ports counters) => Stack = new Stack(new StackPlan(Ports.Free(), _folder.FullName, KeepData: false)
    {
        Also = new Dictionary<string, string>
        {
            ["Storage"] = AzuriteServer.Connection(counters),
            ["AzureWebJobsStorage"] = AzuriteServer.Connection(counters),
            ["HarvestSchedule"] = "0 0 0 1 1 *",
        },
    });

    public Stack Stack { get; }

    public IEnumerable<KeyValuePair<StorageCall, int>> Calls => _proxies.SelectMany(proxy => proxy.Calls);

    public static async Task<CountedStack> Start()
    {
        var counters = Ports.Free();
        var counted = new CountedStack(counters);
        await counted.Stack.StartNeighbours(CancellationToken.None);
        var behind = counted.Stack.Plan.Ports;
        counted._proxies.Add(await CountingProxy.Start("blob", counters.Blobs, behind.Blobs));
        counted._proxies.Add(await CountingProxy.Start("queue", counters.Queues, behind.Queues));
        counted._proxies.Add(await CountingProxy.Start("table", counters.Tables, behind.Tables));
        await counted.Stack.StartApp(CancellationToken.None);
        return counted;
    }

    public async Task<DemoApi> As(string name) => new(
        new Uri(Stack.Plan.Address), await new DemoSignIn(Stack.Plan.Authority, Stack.Plan.Address).Token(name, CancellationToken.None));

    public void Reset() => _proxies.ForEach(proxy => proxy.Reset());

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        foreach (var proxy in _proxies) await proxy.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
