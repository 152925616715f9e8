using Azure.Data.Tables.Models;
using Azure.Data.Tables.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Creates and deletes tables.</summary>
internal static class TableLife
{
    public static async ValueTask<Response<TableItem>> Create(
        TableTransport transport, string table, bool async, CancellationToken cancellation)
    {
        var request = transport.Requests.CreateTable(table);
        var response = await transport.Send(request, async, TableTransport.Succeeded, cancellation).ConfigureAwait(false);
        return Response.FromValue(new TableItem(table), response);
    }

    /// <summary>A table that exists already is success with the status 409; one that is being deleted is not.</summary>
    public static async ValueTask<Response<TableItem>> CreateIfNotExists(
        TableTransport transport, string table, bool async, CancellationToken cancellation)
    {
        var request = transport.Requests.CreateTable(table);
        var response = await transport.Send(
            request, async, answer => TableTransport.Succeeded(answer) || answer.Status == 409, cancellation).ConfigureAwait(false);
        if (response.Status != 409) return Response.FromValue(new TableItem(table), response);

        var conflict = ServiceErrorParser.Failure(response);
        return conflict.ErrorCode == TableErrorCode.TableBeingDeleted
            ? throw conflict
            : Response.FromValue(new TableItem(table), response);
    }

    /// <summary>A table that is not there is success with the status 404.</summary>
    public static ValueTask<Response> Delete(TableTransport transport, string table, bool async, CancellationToken cancellation) =>
        transport.Send(transport.Requests.DeleteTable(table), async, TableTransport.SucceededOrAbsent, cancellation);
}
