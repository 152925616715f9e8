using System.Net;
using System.Net.Sockets;

namespace CrowdControl.Functions.Hosting;

/// <summary>The client that calls what people typed the address of, networks and feeds: no redirects, no cookies, no proxy, and no
/// address inside a private network.</summary>
internal static class OutwardClient
{
    private const int MaximumAnswer = 8 * 1024 * 1024;

    /// <summary>One for the life of the app: connections are kept, and opened anew often enough to follow DNS.</summary>
    public static HttpClient Create()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = Connect,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaximumAnswer };
    }

    /// <summary>The check is made here, on the very addresses that are then connected to: a name that resolves to another address
    /// the second time gains nothing.</summary>
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var local = context.InitialRequestMessage.RequestUri is { IsLoopback: true };
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        var addresses = found.Where(address => local ? IPAddress.IsLoopback(address) : ServerAddress.Public(address)).ToArray();
        if (addresses.Length == 0) throw new HttpRequestException("The server's name leads to no public address.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
