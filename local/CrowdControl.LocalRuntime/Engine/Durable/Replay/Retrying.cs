using System.Runtime.ExceptionServices;
using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable.Replay;

/// <summary>Calls a step again as its options say, each wait a durable timer.</summary>
internal static class Retrying
{
    public static async Task<T> Call<T>(TaskOrchestrationContext context, TaskName name, TaskRetryOptions? retry, Func<Task<T>> call)
    {
        var began = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailedException failed;
            try
            {
                return await call();
            }
            catch (StepFailedException step)
            {
                failed = new TaskFailedException(name.Name, step.Id, step.Failure);
                if (step.Final) throw failed;
            }

            if (retry?.Policy is { } policy)
            {
                if (attempt >= policy.MaxNumberOfAttempts || Delay(context, policy, attempt, began, failed) is not { } delay)
                    throw failed;
                await context.CreateTimer(context.CurrentUtcDateTime.Add(delay), CancellationToken.None);
            }
            else if (retry?.Handler is { } handler)
            {
                var told = new RetryContext(
                    context, attempt, failed.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None);
                if (!await handler(told)) throw failed;
            }
            else
            {
                ExceptionDispatchInfo.Throw(failed);
            }
        }
    }

    private static TimeSpan? Delay(
        TaskOrchestrationContext context, RetryPolicy policy, int attempt, DateTime began, TaskFailedException failed)
    {
        if (!policy.Handle(failed)) return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime >= began.Add(policy.RetryTimeout)) return null;
        var wait = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && wait >= policy.MaxRetryInterval.TotalMilliseconds
            ? policy.MaxRetryInterval
            : TimeSpan.FromMilliseconds(wait);
    }
}
