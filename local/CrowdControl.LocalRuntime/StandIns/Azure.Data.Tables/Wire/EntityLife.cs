using System.Text.Json;
using Azure.Data.Tables.Limits;
using Azure.Data.Tables.Queries;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads, writes and deletes single rows of one table.</summary>
internal sealed class EntityLife(TableTransport transport, string table)
{
    public ValueTask<Response> Add(ITableEntity? entity, bool async, CancellationToken cancellation)
    {
        var row = Checked(entity);
        return transport.Send(transport.Requests.Insert(table, row), async, TableTransport.Succeeded, cancellation);
    }

    public ValueTask<Response> Upsert(ITableEntity? entity, TableUpdateMode mode, bool async, CancellationToken cancellation)
    {
        var row = Checked(entity);
        var request = transport.Requests.Update(table, row, entity!.PartitionKey, entity.RowKey, mode, null);
        return transport.Send(request, async, TableTransport.Succeeded, cancellation);
    }

    public ValueTask<Response> Update(
        ITableEntity? entity, ETag ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellation)
    {
        var row = Checked(entity);
        if (ifMatch == default) throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        var request = transport.Requests.Update(table, row, entity!.PartitionKey, entity.RowKey, mode, ifMatch.ToString());
        return transport.Send(request, async, TableTransport.Succeeded, cancellation);
    }

    /// <summary>A row that is not there is success with the status 404.</summary>
    public ValueTask<Response> Delete(string? partition, string? key, ETag ifMatch, bool async, CancellationToken cancellation)
    {
        EnsureKeys(partition, key);
        var match = (ifMatch == default ? ETag.All : ifMatch).ToString();
        return transport.Send(
            transport.Requests.Delete(table, partition!, key!, match), async, TableTransport.SucceededOrAbsent, cancellation);
    }

    public async ValueTask<Response<T>> Get<T>(
        string? partition, string? key, IEnumerable<string>? select, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var (response, row) = await Read<T>(partition, key, select, TableTransport.Succeeded, async, cancellation).ConfigureAwait(false);
        return Response.FromValue(row!, response);
    }

    public async ValueTask<NullableResponse<T>> GetIfExists<T>(
        string? partition, string? key, IEnumerable<string>? select, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        var (response, row) =
            await Read<T>(partition, key, select, TableTransport.SucceededOrAbsent, async, cancellation).ConfigureAwait(false);
        return row is null ? new NoEntity<T>(response) : Response.FromValue(row, response);
    }

    private async ValueTask<(Response Response, T? Row)> Read<T>(
        string? partition,
        string? key,
        IEnumerable<string>? select,
        Func<Response, bool> wanted,
        bool async,
        CancellationToken cancellation)
        where T : class, ITableEntity
    {
        EnsureKeys(partition, key);
        var selected = select is null ? null : string.Join(',', select);
        var request = transport.Requests.Get(table, partition!, key!, selected);
        var response = await transport.Send(request, async, wanted, cancellation).ConfigureAwait(false);
        if (response.Status == 404) return (response, null);

        using var json = JsonDocument.Parse(response.Content);
        return (response, Rows.Build<T>(json.RootElement, EntityQuery.Names(selected)));
    }

    private static Dictionary<string, object?> Checked(ITableEntity? entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        EnsureKeys(entity.PartitionKey, entity.RowKey);
        var row = Rows.Properties(entity);
        return EntityLimits.Check(row) is { } refused ? throw refused.Failure() : row;
    }

    private static void EnsureKeys(string? partitionKey, string? rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        if (KeyLimits.Check(partitionKey, rowKey) is { } refused) throw refused.Failure();
    }
}
