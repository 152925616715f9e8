using System.Text.Json;
using Azure.Data.Tables.Limits;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Queries;

/// <summary>A query over one table's rows, at most 1,000 a page ("Query timeout and pagination").</summary>
internal sealed class EntityQuery(TableTransport transport, string table, string? filter, IEnumerable<string>? select)
{
    private const int MostPerPage = 1000;

    // One element may name several, as in "PartitionKey,RowKey": the real package joins and sends them.
    private readonly string? _selected = select is null ? null : string.Join(',', select);

    public async ValueTask<Page<T>> Fetch<T>(string? continuation, int? size, bool async, CancellationToken cancellation)
        where T : class, ITableEntity
    {
        if (size is < 1 or > MostPerPage)
            throw new Refused("InvalidInput", $"One of the request inputs is not valid: $top={size}.").Failure();
        var from = ContinuationToken.Parse(continuation);
        var request = transport.Requests.Query(table, filter, size, _selected, from.NextPartition, from.NextRow);
        var response = await transport.Send(request, async, TableTransport.Succeeded, cancellation).ConfigureAwait(false);

        using var json = JsonDocument.Parse(response.Content);
        var names = Names(_selected);
        var rows = json.RootElement.GetProperty("value").EnumerateArray().Select(row => Rows.Build<T>(row, names)).ToList();
        return Page<T>.FromValues(rows, ContinuationToken.From(response), response);
    }

    public static IReadOnlySet<string>? Names(string? selected) => string.IsNullOrEmpty(selected)
        ? null
        : selected.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
}
