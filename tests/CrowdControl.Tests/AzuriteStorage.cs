using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests;

/// <summary>One storage emulator for the whole test run, started by the first test that asks and ended with the process.</summary>
internal static class AzuriteStorage
{
    private static readonly Lazy<Task<AzuriteServer>> Server = new(Start);
    private static int _names;

    public static async Task<string> ConnectionString() => (await Server.Value).ConnectionString;

    /// <summary>A name for a table, queue or container that no other test of this run uses.</summary>
    public static string FreshName(string prefix) => $"{prefix}{Environment.ProcessId}x{Interlocked.Increment(ref _names)}";

    private static async Task<AzuriteServer> Start()
    {
        var server = await AzuriteServer.Start(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
