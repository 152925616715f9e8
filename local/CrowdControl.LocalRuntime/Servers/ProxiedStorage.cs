using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Neighbours.Worm;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>A storage emulator behind proxies, one before each service: they count what it is asked, can take it away, and refuse what
/// storage under locked policies refuses.</summary>
internal sealed class ProxiedStorage : IAsyncDisposable
{
    private readonly List<CountingProxy> _proxies;

    private ProxiedStorage(List<CountingProxy> proxies, WormGate worm, string connection) =>
        (_proxies, Worm, ConnectionString) = (proxies, worm, connection);

    /// <summary>What stands before the blobs.</summary>
    public WormGate Worm { get; }

    /// <summary>Leads to the proxies.</summary>
    public string ConnectionString { get; }

    public IEnumerable<KeyValuePair<StorageCall, int>> Calls => _proxies.SelectMany(proxy => proxy.Calls);

    /// <summary>While true every service answers 503.</summary>
    public bool Away
    {
        set => _proxies.ForEach(proxy => proxy.Away = value);
    }

    /// <inheritdoc cref="CountingProxy.Cut"/>
    public Func<bool, bool>? Cut
    {
        set => _proxies.ForEach(proxy => proxy.Cut = value);
    }

    /// <param name="emulator">The connection string of the emulator itself, which has to run by the first request only.</param>
    /// <param name="clock">By which retention ends; the machine's where none is given.</param>
    public static async Task<ProxiedStorage> Before(string emulator, TimeProvider? clock = null)
    {
        var worm = new WormGate(emulator, clock ?? TimeProvider.System);
        var behind = Regex.Matches(emulator, @"127\.0\.0\.1:(\d+)").Select(found => int.Parse(found.Groups[1].Value, null)).ToList();
        var ports = Ports.Free();
        List<CountingProxy> proxies =
        [
            await CountingProxy.Start("blob", ports.Blobs, behind[0], worm),
            await CountingProxy.Start("queue", ports.Queues, behind[1]),
            await CountingProxy.Start("table", ports.Tables, behind[2]),
        ];
        return new ProxiedStorage(proxies, worm, AzuriteServer.Connection(ports));
    }

    public void Reset() => _proxies.ForEach(proxy => proxy.Reset());

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies) await proxy.DisposeAsync();
    }
}
