using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.Tests;

/// <summary>The one storage emulator that the tests of this process share.</summary>
internal static class AzuriteStorage
{
    private static int _names;

    public static async Task<string> ConnectionString() => (await AzuriteServer.Shared).ConnectionString;

    /// <summary>A name for a table, queue or container that no other test of this run uses.</summary>
    public static string FreshName(string prefix) => $"{prefix}{Environment.ProcessId}x{Interlocked.Increment(ref _names)}";
}
