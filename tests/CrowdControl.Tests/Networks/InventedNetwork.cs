using CrowdControl.LocalRuntime.Neighbours.Network;

namespace CrowdControl.Tests.Networks;

/// <summary>The demo's invented network, one for the whole test run, started by the first test that asks.</summary>
internal static class InventedNetwork
{
    private static readonly Lazy<Task<Uri>> OneForAll = new(Start);

    public static Task<Uri> Shared => OneForAll.Value;

    private static async Task<Uri> Start()
    {
        var folder = Directory.CreateTempSubdirectory("crowdcontrol-network-");
        var server = await NetworkServer.Start(new NetworkPlan(folder.FullName, Port: 0), CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        };
        return server.Address;
    }
}
