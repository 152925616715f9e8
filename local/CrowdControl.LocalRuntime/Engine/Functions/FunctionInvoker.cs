using System.Collections.Concurrent;
using System.Diagnostics;
using CrowdControl.LocalRuntime.Engine.Functions.Runs;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Functions;

/// <summary>Runs functions, each run in a scope of its own and through all of the app's middleware.</summary>
/// <param name="limit">functionTimeout of host.json; null for none.</param>
internal sealed class FunctionInvoker(
    FunctionExecutionDelegate pipeline, IServiceScopeFactory scopes, TimeSpan? limit, TimeProvider clock, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, RunDefinition> _definitions = [];

    /// <returns>What the function answered, or what middleware answered in its place.</returns>
    /// <exception cref="TimeoutException">It took longer than host.json allows.</exception>
    public async Task<object?> Invoke(FunctionEntry function, TriggerValue trigger, CancellationToken cancellation)
    {
        using var traced = trigger.Limited ? Traced(function, trigger) : null;
        using var time = new TimeLimit(trigger.Limited ? limit : null, clock, cancellation);
        var definition = _definitions.GetOrAdd(function.Name, _ => new RunDefinition(function));
        await using var run = new RunContext(definition, trigger, scopes, time.Token);
        var log = loggers.CreateLogger("Function." + function.Name);
        log.LogDebug("Executing {Function}, {Invocation}", function.Name, run.InvocationId);
        try
        {
            await pipeline(run);
            if (time.Over) throw new OperationCanceledException(time.Token);
        }
        catch (OperationCanceledException) when (time.Over)
        {
            var failure = new TimeoutException($"Timeout value of {limit} was exceeded by function: {function.Name}");
            Note(log, run, failure, cancellation);
            throw failure;
        }
        catch (Exception failure)
        {
            Note(log, run, failure, cancellation);
            throw;
        }

        log.LogDebug("Executed {Function}, {Invocation}", function.Name, run.InvocationId);
        return run.Outcome.Value;
    }

    /// <summary>A caller that went away is not a fault.</summary>
    private static void Note(ILogger log, RunContext run, Exception failure, CancellationToken cancellation)
    {
        if (failure is OperationCanceledException && cancellation.IsCancellationRequested)
            log.LogDebug("{Function}, {Invocation} was cancelled", run.Function.Name, run.InvocationId);
        else if (!run.Trigger.CallerLogs)
            log.LogError(failure, "{Function}, {Invocation} failed", run.Function.Name, run.InvocationId);
    }

    private static Activity Traced(FunctionEntry function, TriggerValue trigger)
    {
        var activity = new Activity(function.Name).SetIdFormat(ActivityIdFormat.W3C);
        if (trigger.TraceParent is not null && ActivityContext.TryParse(trigger.TraceParent, trigger.TraceState, out var parent))
            activity.SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags);
        activity.TraceStateString = trigger.TraceState;
        return activity.Start();
    }
}
