using System.Globalization;

namespace CrowdControl.LocalRuntime.Servers;

/// <summary>Azure Storage on this machine: one emulator on free ports, its data in memory, for tests and benchmarks.</summary>
internal sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The emulator's own, published account: it protects nothing.</summary>
    private const string Account =
        "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>A second account, so that the demonstration witness keeps its own.</summary>
    private const string WitnessAccount = "demonstrationwitness";

    private const string WitnessKey = "ZGVtb25zdHJhdGlvbiB3aXRuZXNzOiBwcm90ZWN0cyBub3RoaW5n";

    private const int Tries = 3;

    private static readonly Lazy<Task<AzuriteServer>> OneForAll = new(StartShared);
    private readonly ChildServer _server;

    private AzuriteServer(ChildServer server, Ports ports) => (_server, ConnectionString) = (server, Connection(ports));

    /// <summary>The one that all tests of this process share; it ends with the process. Tests keep apart by names.</summary>
    public static Task<AzuriteServer> Shared => OneForAll.Value;

    public string ConnectionString { get; }

    public static string Connection(Ports ports) =>
        $"DefaultEndpointsProtocol=http;{Account};BlobEndpoint=http://127.0.0.1:{ports.Blobs}/devstoreaccount1;"
        + $"QueueEndpoint=http://127.0.0.1:{ports.Queues}/devstoreaccount1;TableEndpoint=http://127.0.0.1:{ports.Tables}/devstoreaccount1;";

    /// <summary>The same emulator, the witness's account.</summary>
    public static string WitnessConnection(Ports ports) =>
        $"DefaultEndpointsProtocol=http;AccountName={WitnessAccount};AccountKey={WitnessKey};"
        + $"BlobEndpoint=http://127.0.0.1:{ports.Blobs}/{WitnessAccount};QueueEndpoint=http://127.0.0.1:{ports.Queues}/{WitnessAccount};"
        + $"TableEndpoint=http://127.0.0.1:{ports.Tables}/{WitnessAccount};";

    /// <summary>Tells the emulator of both accounts.</summary>
    public static IReadOnlyDictionary<string, string> Accounts { get; } = new Dictionary<string, string>
    {
        ["AZURITE_ACCOUNTS"] = $"devstoreaccount1:{Account[(Account.LastIndexOf("AccountKey=", StringComparison.Ordinal) + 11)..]};{WitnessAccount}:{WitnessKey}",
    };

    /// <summary>Arguments of node. <paramref name="data"/> null keeps everything in memory.</summary>
    public static IEnumerable<string> Arguments(Ports ports, string? data) =>
    [
        Repository.Server("azurite", "node_modules/azurite/dist/src/azurite.js"),
        "--blobPort", Text(ports.Blobs), "--queuePort", Text(ports.Queues), "--tablePort", Text(ports.Tables),
        "--silent", "--disableTelemetry", .. data is null ? ["--inMemoryPersistence"] : new[] { "--location", data },
    ];

    /// <exception cref="StartFailed">It is not installed or does not come up; the message says what to do.</exception>
    public static async Task<AzuriteServer> Start(CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            var ports = Ports.Free();
            var logs = Path.Combine(Path.GetTempPath(), $"azurite-{Environment.ProcessId}-{ports.Blobs}");
            var server = ChildServer.Start("storage", logs, "node", Arguments(ports, null));
            try
            {
                using var http = new HttpClient();
                foreach (var port in new[] { ports.Blobs, ports.Queues, ports.Tables })
                    await server.Ready(token => Answers(http, port, token), TimeSpan.FromSeconds(60), cancellation);
                return new AzuriteServer(server, ports);
            }
            catch (StartFailed) when (tried < Tries && !server.Running)
            {
                // Another process took a port between our choice and the server's bind.
                await server.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<AzuriteServer> StartShared()
    {
        var shared = await Start(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared._server.Kill().GetAwaiter().GetResult();
        return shared;
    }

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
