using System.Net;
using System.Net.Sockets;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The addresses of one running stack: eight ports in a row, the app's first.</summary>
internal sealed record Ports(int App, int SignIn, int Network, int Vault, int Blobs, int Queues, int Tables, int Witness)
{
    public const int Default = 7071;

    public static Ports From(int app) => new(app, app + 1, app + 2, app + 3, app + 4, app + 5, app + 6, app + 7);

    /// <summary>Eight ports that nobody uses now.</summary>
    public static Ports Free()
    {
        var listeners = Enumerable.Range(0, 8).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return new Ports(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
    }

    /// <summary>Eight in a row that nobody uses now, as a run takes them.</summary>
    public static Ports FreeRow()
    {
        while (true)
            try
            {
                var row = From(Free().App);
                row.EnsureFree();
                return row;
            }
            catch (StartFailed)
            {
                // One of the seven after the first is somebody's.
            }
    }

    /// <exception cref="StartFailed">A port is in use.</exception>
    public void EnsureFree()
    {
        foreach (var port in new[] { App, SignIn, Network, Vault, Blobs, Queues, Tables, Witness })
            if (Taken(port))
                throw new StartFailed($"Port {port} is in use. End the program that uses it, or choose other ports: ./run --port {App + 1000}");
    }

    private static bool Taken(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
