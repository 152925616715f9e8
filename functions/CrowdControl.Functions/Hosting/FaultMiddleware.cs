using System.Net.Sockets;
using Azure;
using Azure.Identity;
using CrowdControl.AuditLog.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Hosting;

/// <summary>Turns what a route throws into an answer: 400 with the field for what cannot be read, 503 with Retry-After while what we
/// stand on is away, 500 for our own faults. Queue, timer and orchestration faults pass: their host retries them.</summary>
internal sealed partial class FaultMiddleware(ILogger<FaultMiddleware> log) : IFunctionsWorkerMiddleware
{
    private const int RetryAfterSeconds = 5;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        if (context.TraceContext.TraceParent is { Length: > 0 } trace) http.Response.Headers.TraceParent = trace;
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            context.GetInvocationResult().Value = Answer(fault, context, http);
        }
    }

    private IResult Answer(Exception fault, FunctionContext context, HttpContext http)
    {
        switch (Unwrapped(fault))
        {
            case BadRequest wrong:
                return Answers.Invalid(wrong.Status, new Dictionary<string, string> { [wrong.Field] = wrong.Message });
            case LogStopped { Why: not LogStop.Clock } stopped:
                RecordStopped(stopped, context.FunctionDefinition.Name, context.InvocationId);
                return Answers.Problem(503, "record-stopped", "The record has stopped",
                    "Something was found in the record that was not written by this service, so nothing can be done until somebody has looked. "
                    + "Tell your administrator, and keep the storage as it is.");
            case LogStopped { Why: LogStop.Clock } late:
                // It ends by itself once the clock is right, and nothing can be recorded until then: an alarm all the same.
                RecordStopped(late, context.FunctionDefinition.Name, context.InvocationId);
                return Busy(http);
            case var away when IsAway(away):
                SomethingWasAway(context.FunctionDefinition.Name, context.InvocationId, away.GetType().Name);
                return Busy(http);
            default:
                RouteFailed(fault, context.FunctionDefinition.Name, context.InvocationId);
                return Answers.Problem(500, "fault", "Something went wrong here",
                    $"It is our fault, and it was written down as {context.InvocationId}. Try again; if it stays, tell your administrator that number.");
        }
    }

    private static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Answers.Problem(503, "busy", "The service is busy",
            "Something that we stand on does not answer just now. Nothing was lost; try again in a few seconds.");
    }

    /// <summary>The worker may wrap what a function threw; an Azure client gathers its retries' faults in an aggregate.</summary>
    private static Exception Unwrapped(Exception fault) => fault switch
    {
        FunctionWorkerException { InnerException: { } inner } => Unwrapped(inner),
        AggregateException { InnerExceptions: [var first, ..] } => Unwrapped(first),
        _ => fault,
    };

    private static bool IsAway(Exception fault) => fault is
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } or CredentialUnavailableException or TimeoutException
        or OperationCanceledException or HttpRequestException or SocketException or IOException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} was answered with 503: what it stands on was away ({Fault}). Invocation {Invocation}.")]
    private partial void SomethingWasAway(string function, string invocation, string fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Function} found the record stopped. Invocation {Invocation}.")]
    private partial void RecordStopped(Exception fault, string function, string invocation);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed. Invocation {Invocation}.")]
    private partial void RouteFailed(Exception fault, string function, string invocation);
}
