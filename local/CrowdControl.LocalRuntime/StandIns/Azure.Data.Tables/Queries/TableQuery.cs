using System.Text.Json;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables.Queries;

/// <summary>A query over an account's tables.</summary>
internal sealed class TableQuery(TableTransport transport, string? filter)
{
    public async ValueTask<Page<TableItem>> Fetch(string? continuation, int? size, bool async, CancellationToken cancellation)
    {
        var request = transport.Requests.ListTables(filter, size, string.IsNullOrEmpty(continuation) ? null : continuation);
        var response = await transport.Send(request, async, TableTransport.Succeeded, cancellation).ConfigureAwait(false);

        using var json = JsonDocument.Parse(response.Content);
        var tables = json.RootElement.GetProperty("value").EnumerateArray()
            .Select(table => new TableItem(table.GetProperty("TableName").GetString())).ToList();
        return Page<TableItem>.FromValues(
            tables, ContinuationToken.Header(response, "x-ms-continuation-NextTableName"), response);
    }
}
