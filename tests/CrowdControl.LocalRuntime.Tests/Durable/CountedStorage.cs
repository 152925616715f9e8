using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>The shared emulator behind counters.</summary>
internal sealed class CountedStorage : IAsyncDisposable
{
    private readonly List<CountingProxy> _proxies = [];

    private CountedStorage(string connection) => ConnectionString = connection;

    public string ConnectionString { get; }

    /// <summary>Looks at empty queues go by the clock, not by the work: they are left out.</summary>
    public IReadOnlyList<KeyValuePair<StorageCall, int>> Calls =>
        [.. _proxies.SelectMany(proxy => proxy.Calls).Where(call => !call.Key.Idle)];

    public static async Task<CountedStorage> Start()
    {
        var shared = (await AzuriteServer.Shared).ConnectionString;
        var ports = Ports.Free();
        var counted = new CountedStorage(AzuriteServer.Connection(ports));
        counted._proxies.Add(await CountingProxy.Start("queue", ports.Queues, Port(shared, "Queue")));
        counted._proxies.Add(await CountingProxy.Start("table", ports.Tables, Port(shared, "Table")));
        return counted;
    }

    public void Away(bool away) => _proxies.ForEach(proxy => proxy.Away = away);

    public void Reset() => _proxies.ForEach(proxy => proxy.Reset());

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies) await proxy.DisposeAsync();
    }

    /// <summary>Where a service of the emulator listens.</summary>
    public static int Port(string connection, string service) => new Uri(connection.Split(';')
        .First(part => part.StartsWith(service + "Endpoint=", StringComparison.Ordinal))[(service.Length + 9)..]).Port;
}
