using System.ComponentModel;

namespace Microsoft.DurableTask;

/// <summary>How often and how far apart a failed activity or sub-orchestration is tried again.</summary>
public class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        if (maxNumberOfAttempts <= 0)
            throw Refused(nameof(maxNumberOfAttempts), maxNumberOfAttempts, "must be greater than zero.");
        if (firstRetryInterval <= TimeSpan.Zero)
            throw Refused(nameof(firstRetryInterval), firstRetryInterval, "must be greater than zero.");
        if (backoffCoefficient < 1.0)
            throw Refused(nameof(backoffCoefficient), backoffCoefficient, "must be greater or equal to 1.0.");
        if (maxRetryInterval < firstRetryInterval && maxRetryInterval != Timeout.InfiniteTimeSpan)
            throw Refused(nameof(maxRetryInterval), maxRetryInterval, $"must be greater or equal to the value for {nameof(firstRetryInterval)}.");
        if (retryTimeout < firstRetryInterval && retryTimeout != Timeout.InfiniteTimeSpan)
            throw Refused(nameof(retryTimeout), retryTimeout, $"must be greater or equal to the value for {nameof(firstRetryInterval)}.");

        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        Handle = _ => true;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    [EditorBrowsable(EditorBrowsableState.Never)]
    public Func<Exception, bool> Handle { get; private init; }

    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = failure => value(failure is TaskFailedException failed
            ? failed.FailureDetails
            : TaskFailureDetails.FromException(failure));
    }

    private static ArgumentOutOfRangeException Refused(string name, object? value, string rule) =>
        new(name, value, $"The value for {name} {rule}");
}
