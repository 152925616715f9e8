namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>extensions.queues of host.json, with the defaults of the real host.</summary>
internal sealed record QueueValues(
    TimeSpan MaxPollingInterval,
    TimeSpan VisibilityTimeout,
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    QueueEncoding MessageEncoding)
{
    public static QueueValues Read(HostValues file)
    {
        var batch = file.Number("extensions:queues:batchSize", 16, 1, 32);
        return new QueueValues(
            file.Span("extensions:queues:maxPollingInterval", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(100)),
            file.Span("extensions:queues:visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero),
            batch,
            file.Number("extensions:queues:newBatchThreshold", batch / 2, 0, 1000),
            file.Number("extensions:queues:maxDequeueCount", 5, 1, 1000),
            file.Choice("extensions:queues:messageEncoding", QueueEncoding.Base64));
    }
}

/// <summary>How a queue's text stands for its bytes.</summary>
internal enum QueueEncoding
{
    Base64,
    None,
}
