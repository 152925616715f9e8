using System.Globalization;
using Azure.Data.Tables;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Tables;

/// <summary>A table of one test's own, on the storage that all tests share.</summary>
internal static class FreshTable
{
    private static int _count;

    public static string Name() => string.Create(
        CultureInfo.InvariantCulture, $"t{Environment.ProcessId}x{Interlocked.Increment(ref _count)}");

    public static async Task<TableClient> Create(TableClientOptions? options = null)
    {
        var azurite = await AzuriteServer.Shared;
        var table = new TableServiceClient(azurite.ConnectionString, options).GetTableClient(Name());
        await table.CreateAsync();
        return table;
    }
}
