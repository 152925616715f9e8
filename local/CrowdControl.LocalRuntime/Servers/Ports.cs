using System.Net;
using System.Net.Sockets;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>The addresses of one running stack: eight ports in a row, the app's first.</summary>
internal sealed record Ports(int App, int SignIn, int Network, int Vault, int Blobs, int Queues, int Tables, int Witness)
{
    public const int Default = 7071;

    private const int FirstFree = 10_000;
    private const int Rows = 900;

    // Programs that run side by side begin at different rows.
    private static int _given = Environment.ProcessId % Rows;

    public static Ports From(int app) => new(app, app + 1, app + 2, app + 3, app + 4, app + 5, app + 6, app + 7);

    /// <summary>Eight in a row that nobody uses now, and that nobody else in this program was given. They lie below what the system gives to
    /// outgoing connections: one of those may take a port between the look and the start, or while a server is away.</summary>
    public static Ports Free()
    {
        while (true)
            try
            {
                var row = From(FirstFree + Interlocked.Increment(ref _given) % Rows * 10);
                row.EnsureFree();
                return row;
            }
            catch (StartFailed)
            {
                // One of the eight is somebody's.
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
