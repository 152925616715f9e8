using System.Globalization;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Witness.Hosting;

/// <summary>While storage or the vault is away: 503 with Retry-After. Anything else passes, and the host makes it a 500.</summary>
internal sealed partial class FaultMiddleware(ILogger<FaultMiddleware> log) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterSeconds = 5;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (IsAway(Unwrapped(fault)) && context.GetHttpContext() is { Response.HasStarted: false } http)
        {
            SomethingWasAway(fault, context.FunctionDefinition.Name);
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            context.GetInvocationResult().Value = Results.Text(
                "What this witness stands on does not answer just now. Nothing was cosigned; try again.\n",
                statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The worker may wrap what a function threw; an Azure client gathers its retries' faults in an aggregate.</summary>
    private static Exception Unwrapped(Exception fault) => fault switch
    {
        FunctionWorkerException { InnerException: { } inner } => Unwrapped(inner),
        AggregateException { InnerExceptions: [var first, ..] } => Unwrapped(first),
        _ => fault,
    };

    private static bool IsAway(Exception fault) => fault is
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or CredentialUnavailableException or HttpRequestException or TimeoutException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} was answered with 503: what it stands on was away.")]
    private partial void SomethingWasAway(Exception fault, string function);
}
