using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Monitoring;

/// <summary>A storage emulator with a counter before each of its services; it ends with the process.</summary>
internal sealed class CountedEmulator
{
    private readonly List<CountingProxy> _proxies;

    private CountedEmulator(List<CountingProxy> proxies, string connection) => (_proxies, ConnectionString) = (proxies, connection);

    public string ConnectionString { get; }

    public IEnumerable<KeyValuePair<StorageCall, int>> Calls => _proxies.SelectMany(proxy => proxy.Calls);

    public static async Task<CountedEmulator> Start()
    {
        var storage = await AzuriteServer.Start(default);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => storage.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var behind = Regex.Matches(storage.ConnectionString, @"127\.0\.0\.1:(\d+)").Select(found => int.Parse(found.Groups[1].Value, null)).ToList();
        var ports = Ports.Free();
        List<CountingProxy> proxies =
        [
            await CountingProxy.Start("blob", ports.Blobs, behind[0]),
            await CountingProxy.Start("queue", ports.Queues, behind[1]),
            await CountingProxy.Start("table", ports.Tables, behind[2]),
        ];
        return new CountedEmulator(proxies, AzuriteServer.Connection(ports));
    }

    public void Forget() => _proxies.ForEach(proxy => proxy.Reset());
}
