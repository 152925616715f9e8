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
            Exception failed;
            try
            {
                return await call();
            }
            catch (StepFailedException step)
            {
                failed = new TaskFailedException(name.Name, step.Id, step.Failure);
                if (step.Final) throw failed;
            }
            catch (Exception unread) when (retry?.Policy is not null)
            {
                // A result that does not deserialize counts as a failure for a policy, though not for a handler.
                failed = unread;
            }

            if (retry?.Policy is { } policy)
                await Wait(context, policy, attempt, began, failed);
            else if (retry?.Handler is not { } handler || !await Again(handler, context, attempt, began, (TaskFailedException)failed))
                throw failed;
        }
    }

    private static Task<bool> Again(
        AsyncRetryHandler handler, TaskOrchestrationContext context, int attempt, DateTime began, TaskFailedException failed) =>
        handler(new RetryContext(
            context, attempt, failed.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None));

    /// <summary>Throws where the policy says to give up.</summary>
    private static async Task Wait(TaskOrchestrationContext context, RetryPolicy policy, int attempt, DateTime began, Exception failed)
    {
        if (attempt >= policy.MaxNumberOfAttempts || TooLate(context, policy, began) || !Handled(policy, failed))
            ExceptionDispatchInfo.Throw(failed);
        var wait = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var delay = policy.MaxRetryInterval != Timeout.InfiniteTimeSpan && wait >= policy.MaxRetryInterval.TotalMilliseconds
            ? policy.MaxRetryInterval
            : TimeSpan.FromMilliseconds(wait);
        await context.CreateTimer(context.CurrentUtcDateTime.Add(delay), CancellationToken.None);
    }

    private static bool TooLate(TaskOrchestrationContext context, RetryPolicy policy, DateTime began) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime >= began.Add(policy.RetryTimeout);

    private static bool Handled(RetryPolicy policy, Exception failed)
    {
        try
        {
            return policy.Handle(failed);
        }
        catch (Exception)
        {
            // As the real worker: a filter that fails must not hide what failed first, which is thrown in its stead.
            return false;
        }
    }
}
