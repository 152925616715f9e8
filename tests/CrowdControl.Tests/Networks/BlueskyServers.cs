using System.Text.Json;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Networks;

/// <summary>Bluesky's own servers, one set for the whole test run, started by the first test that asks and ended with the process.</summary>
internal sealed class BlueskyServers
{
    private static readonly Lazy<Task<BlueskyServers>> OneForAll = new(Start);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private BlueskyServers(JsonElement addresses)
    {
        Pds = new Uri(addresses.GetProperty("pds").GetString()!);
        StrictPds = new Uri(addresses.GetProperty("strictPds").GetString()!);
    }

    public static Task<BlueskyServers> Shared => OneForAll.Value;

    /// <summary>A PDS with a whole network behind it.</summary>
    public Uri Pds { get; }

    /// <summary>A PDS that counts its callers and has no AppView behind it.</summary>
    public Uri StrictPds { get; }

    private static async Task<BlueskyServers> Start()
    {
        var group = Path.Combine(Repository.Root, "tests", "servers", "bluesky");
        if (!File.Exists(Path.Combine(group, "node_modules", ".compiled")))
            throw new StartFailed(
                "Bluesky's servers are not installed. Run ./test once, or: bash -c '. local/prepare.sh; . tests/servers/install.sh'");

        var folder = Directory.CreateTempSubdirectory("bluesky-").FullName;
        var addresses = Path.Combine(folder, "addresses.json");
        var server = ChildServer.Start("bluesky", folder, "node", [Path.Combine(group, "network.mjs"), folder]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await server.Ready(_ => Task.FromResult(File.Exists(addresses)), Patience, CancellationToken.None);
        return new BlueskyServers(JsonDocument.Parse(await File.ReadAllTextAsync(addresses)).RootElement);
    }
}
