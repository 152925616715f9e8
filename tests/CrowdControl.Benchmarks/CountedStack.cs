using CrowdControl.LocalRuntime.Servers;
using CrowdControl.LocalRuntime.Servers.Seeding;

namespace CrowdControl.Benchmarks;

/// <summary>The whole product with a counter before each service of the storage emulator. What the benchmark itself looks up goes past
/// the counters.</summary>
internal sealed class CountedStack : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crowdcontrol-bench-");
    private readonly ProxiedStorage _storage;

    private CountedStack(Ports ports, ProxiedStorage storage, string harvestSchedule)
    {
        _storage = storage;
        Stack = new Stack(new StackPlan(ports, _folder.FullName, KeepData: false)
        {
            Also = new Dictionary<string, string>
            {
                ["Storage"] = storage.ConnectionString,
                ["AzureWebJobsStorage"] = storage.ConnectionString,
                ["HarvestSchedule"] = harvestSchedule,
            },
        });
        Behind = new Emulator(Stack.Plan.StorageConnection);
    }

    public Stack Stack { get; }

    /// <summary>The emulator without counters.</summary>
    public Emulator Behind { get; }

    public static async Task<CountedStack> Start(string harvestSchedule)
    {
        var ports = Ports.Free();
        var counted = new CountedStack(ports, await ProxiedStorage.Before(AzuriteServer.Connection(ports)), harvestSchedule);
        await counted.Stack.StartNeighbours(CancellationToken.None);
        await counted.Stack.StartApp(CancellationToken.None);
        return counted;
    }

    public async Task<DemoApi> As(string name) => new(
        new Uri(Stack.Plan.Address), await new DemoSignIn(Stack.Plan.Authority, Stack.Plan.Address).Token(name, CancellationToken.None));

    public void Reset() => _storage.Reset();

    /// <summary>What was asked of storage since the last reset, without looks at empty queues, which go by the clock; printed, most first.</summary>
    /// <param name="per">Over how many the printed figures are spread.</param>
    public IReadOnlyList<KeyValuePair<StorageCall, int>> Calls(double per, string unit)
    {
        var calls = _storage.Calls.Where(call => !call.Key.Idle).OrderByDescending(call => call.Value).ToList();
        foreach (var (call, times) in calls) Console.WriteLine($"  {call.Service,-6} {call.Method,-7} {call.Thing,-36} {times / per,8:0.0} {unit}");
        return calls;
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await _storage.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
