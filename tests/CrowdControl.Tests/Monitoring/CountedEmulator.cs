using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests.Monitoring;

/// <summary>A storage emulator with a counter before each of its services; it ends with the process.</summary>
internal static class CountedEmulator
{
    public static async Task<ProxiedStorage> Start()
    {
        var storage = await AzuriteServer.Start(default);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => storage.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return await ProxiedStorage.Before(storage.ConnectionString);
    }
}
