using System.Globalization;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Azure Storage on this machine: one emulator on free ports, its data in memory, for tests and benchmarks.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The emulator's own, published account: it protects nothing.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly ChildServer _server;

    private AzuriteServer(ChildServer server, Ports ports) => (_server, ConnectionString) = (server, Connection(ports));

    public string ConnectionString { get; }

    public static string Connection(Ports ports) =>
        $"DefaultEndpointsProtocol=http;{Account};BlobEndpoint=http://127.0.0.1:{ports.Blobs}/devstoreaccount1;"
        + $"QueueEndpoint=http://127.0.0.1:{ports.Queues}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{ports.Tables}/devstoreaccount1;";

    /// <summary>Arguments of node. <paramref name="data"/> null keeps everything in memory.</summary>
    public static IEnumerable<string> Arguments(Ports ports, string? data) =>
    [
        Repository.Server("azurite", "node_modules/azurite/dist/src/azurite.js"),
        "--blobPort", Text(ports.Blobs), "--queuePort", Text(ports.Queues), "--tablePort", Text(ports.Tables),
        "--silent", "--disableTelemetry", .. data is null ? ["--inMemoryPersistence"] : new[] { "--location", data },
    ];

    public static async Task<AzuriteServer> Start(CancellationToken cancellation)
    {
        var ports = Ports.Free();
        var logs = Path.Combine(Path.GetTempPath(), $"azurite-{Environment.ProcessId}-{ports.Blobs}");
        var server = ChildServer.Start("storage", logs, "node", Arguments(ports, null));
        using var http = new HttpClient();
        foreach (var port in new[] { ports.Blobs, ports.Queues, ports.Tables })
            await server.Ready(token => Answers(http, port, token), TimeSpan.FromSeconds(60), cancellation);
        return new AzuriteServer(server, ports);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<bool> Answers(HttpClient http, int port, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{port}/", cancellation);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
