using Azure.Storage.Queues;

namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>What host.json says under <c>extensions.queues</c>; the defaults are the real host's.</summary>
internal sealed record QueueSettings
{
    /// <summary>How many messages are received at once: 1 to 32.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>
    /// More are received once no more than this many are running, so that at most this many and a batch run at a time. Null is half a
    /// batch for each processor.
    /// </summary>
    public int? NewBatchThreshold { get; init; }

    /// <summary>A message that has been delivered this often and failed goes to the poison queue.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message stays hidden after a failure.</summary>
    public TimeSpan VisibilityTimeout { get; init; }

    /// <summary>The longest wait between two looks at an empty queue.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How bodies are written in the queue.</summary>
    public QueueMessageEncoding MessageEncoding { get; init; } = QueueMessageEncoding.Base64;

    public int Threshold => NewBatchThreshold ?? BatchSize / 2 * Environment.ProcessorCount;

    /// <exception cref="ArgumentException">The real host refuses a value; the message names the setting and an example.</exception>
    public void Check()
    {
        Demand(BatchSize is >= 1 and <= 32, "batchSize", BatchSize, "a number from 1 to 32, such as 16");
        Demand(NewBatchThreshold is null or >= 0, "newBatchThreshold", NewBatchThreshold, "0 or more, such as 8");
        Demand(MaxDequeueCount >= 1, "maxDequeueCount", MaxDequeueCount, "1 or more, such as 5");
        Demand(
            VisibilityTimeout >= TimeSpan.Zero && VisibilityTimeout <= TimeSpan.FromDays(7),
            "visibilityTimeout", VisibilityTimeout, "a time of at most seven days, such as \"00:00:30\"");
        Demand(
            MaxPollingInterval >= PollingDelay.Shortest,
            "maxPollingInterval", MaxPollingInterval, "a time of at least 100 milliseconds, such as \"00:00:02\"");
    }

    private static void Demand(bool holds, string setting, object? value, string example)
    {
        if (!holds) throw new ArgumentException($"extensions.queues.{setting} in host.json is {value}; write {example}.");
    }
}
