using Azure.Core;
using Azure.Data.Tables.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Sends one request and turns an answer that was not wanted into the exception of the real package.</summary>
internal sealed class TableTransport(TableEndpoint endpoint)
{
    public TableEndpoint Endpoint => endpoint;

    public TableRequests Requests { get; } = new(endpoint);

    /// <param name="async">False keeps the whole call on the caller's thread, for the synchronous members.</param>
    public async ValueTask<Response> Send(HttpMessage request, bool async, Func<Response, bool> wanted, CancellationToken cancellation)
    {
        using var message = request;
        if (async) await endpoint.Pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        else endpoint.Pipeline.Send(message, cancellation);
        return wanted(message.Response) ? message.Response : throw ServiceErrorParser.Failure(message.Response);
    }

    public static bool Succeeded(Response response) => response.Status is >= 200 and < 300;

    public static bool SucceededOrAbsent(Response response) => Succeeded(response) || response.Status == 404;

    /// <summary>The result of a call made with async = false, which never left the thread.</summary>
    public static T Completed<T>(ValueTask<T> call) =>
        call.IsCompleted ? call.GetAwaiter().GetResult() : throw new InvalidOperationException("A synchronous call went asynchronous.");
}
