using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Benchmarks;

/// <summary>The storage emulator with a counter before each of its services.</summary>
internal sealed class CountedStorage : IAsyncDisposable
{
    private readonly AzuriteServer _storage;
    private readonly List<CountingProxy> _proxies;

    private CountedStorage(AzuriteServer storage, List<CountingProxy> proxies, string connection) =>
        (_storage, _proxies, ConnectionString) = (storage, proxies, connection);

    public string ConnectionString { get; }

    public IEnumerable<KeyValuePair<StorageCall, int>> Calls => _proxies.SelectMany(proxy => proxy.Calls);

    public static async Task<CountedStorage> Start()
    {
        var storage = await AzuriteServer.Start(default);
        var behind = Regex.Matches(storage.ConnectionString, @"127\.0\.0\.1:(\d+)").Select(found => int.Parse(found.Groups[1].Value, null)).ToList();
        var ports = Ports.Free();
        List<CountingProxy> proxies =
        [
            await CountingProxy.Start("blob", ports.Blobs, behind[0]),
            await CountingProxy.Start("queue", ports.Queues, behind[1]),
            await CountingProxy.Start("table", ports.Tables, behind[2]),
        ];
        return new CountedStorage(storage, proxies, AzuriteServer.Connection(ports));
    }

    public void Reset() => _proxies.ForEach(proxy => proxy.Reset());

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies) await proxy.DisposeAsync();
        await _storage.DisposeAsync();
    }
}
