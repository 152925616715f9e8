using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace CrowdControl.Functions.Hosting;

/// <summary>The app's tables, each made when it is first needed: one request a table and process.</summary>
public sealed class Tables(StorageClients storage)
{
    private readonly ConcurrentDictionary<string, TableClient> _open = new();

    public async ValueTask<TableClient> Open(string name, CancellationToken cancellation)
    {
        if (_open.TryGetValue(name, out var known)) return known;
        var table = storage.Tables.GetTableClient(name);
        await table.CreateIfNotExistsAsync(cancellation);
        return _open.GetOrAdd(name, table);
    }
}
