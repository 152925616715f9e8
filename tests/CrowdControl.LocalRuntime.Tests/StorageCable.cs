using System.Net;
using System.Net.Sockets;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests;

/// <summary>A line to the shared Azurite that can be cut and mended: while it is cut, storage is away.</summary>
internal sealed class StorageCable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly IPEndPoint _storage;
    private bool _cut;

    private StorageCable(Uri service)
    {
        _storage = new IPEndPoint(IPAddress.Loopback, service.Port);
        _listener.Start();
        ConnectionString = $"{service.Scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/devstoreaccount1";
        _ = Accept();
    }

    /// <summary>Where the service seems to be.</summary>
    public string ConnectionString { get; private set; }

    /// <param name="service">"Queue" or "Blob".</param>
    public static async Task<StorageCable> To(string service)
    {
        var direct = (await AzuriteServer.Shared).ConnectionString;
        var endpoint = direct.Split(';').Single(part => part.StartsWith(service + "Endpoint=", StringComparison.Ordinal)).Split('=', 2)[1];
        var cable = new StorageCable(new Uri(endpoint));
        cable.ConnectionString = direct.Replace(endpoint, cable.ConnectionString, StringComparison.Ordinal);
        return cable;
    }

    public void Cut()
    {
        lock (_gate)
        {
            _cut = true;
            foreach (var client in _open) client.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate) _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _over.CancelAsync();
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task Accept()
    {
        while (true) _ = Join(await _listener.AcceptTcpClientAsync(_over.Token));
    }

    private async Task Join(TcpClient caller)
    {
        using var storage = new TcpClient();
        if (!Keep(caller, storage)) return;
        await storage.ConnectAsync(_storage, _over.Token);
        await Task.WhenAny(
            caller.GetStream().CopyToAsync(storage.GetStream(), _over.Token),
            storage.GetStream().CopyToAsync(caller.GetStream(), _over.Token));
        caller.Dispose();
    }

    private bool Keep(TcpClient caller, TcpClient storage)
    {
        lock (_gate)
        {
            if (!_cut)
            {
                _open.AddRange([caller, storage]);
                return true;
            }
        }

        caller.Dispose();
        return false;
    }
}
