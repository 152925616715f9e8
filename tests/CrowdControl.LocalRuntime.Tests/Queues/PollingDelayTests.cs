using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Queues;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>The polling algorithm and the settings of "Azure Queue storage trigger for Azure Functions" and of host.json.</summary>
public sealed class PollingDelayTests
{
    [Fact]
    public void The_wait_between_looks_begins_at_100_ms_and_grows_by_random_exponential_steps_to_the_longest()
    {
        var delay = new PollingDelay(TimeSpan.FromSeconds(2), new Random(7));

        var waits = Enumerable.Range(0, 8).Select(_ => delay.Next().TotalMilliseconds).ToList();

        Assert.Equal(100, waits[0]);
        Assert.InRange(waits[1], 180, 220);
        Assert.InRange(waits[2], 260, 340);
        Assert.InRange(waits[3], 420, 580);
        Assert.InRange(waits[4], 740, 1060);
        Assert.InRange(waits[5], 1380, 2000);
        Assert.Equal([2000, 2000], waits[6..]);
    }

    [Fact]
    public void After_messages_were_found_the_wait_is_the_shortest_again()
    {
        var delay = new PollingDelay(TimeSpan.FromSeconds(2), new Random(7));
        for (var look = 0; look < 20; look++) delay.Next();

        delay.Reset();

        Assert.Equal(PollingDelay.Shortest, delay.Next());
    }

    [Fact]
    public void The_defaults_are_those_of_the_real_host()
    {
        var settings = new QueueSettings();

        settings.Check();

        Assert.Equal((16, 5), (settings.BatchSize, settings.MaxDequeueCount));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(1)), (settings.VisibilityTimeout, settings.MaxPollingInterval));
        Assert.Equal((8 * Environment.ProcessorCount, QueueMessageEncoding.Base64), (settings.Threshold, settings.MessageEncoding));
        Assert.Equal(TimeSpan.FromMinutes(10), new QueueTrigger("Store", "mentions").Lock);
    }

    [Theory]
    [InlineData(0, 0, 5, 0, 60_000, "batchSize")]
    [InlineData(33, 0, 5, 0, 60_000, "batchSize")]
    [InlineData(16, -1, 5, 0, 60_000, "newBatchThreshold")]
    [InlineData(16, 0, 0, 0, 60_000, "maxDequeueCount")]
    [InlineData(16, 0, 5, -1, 60_000, "visibilityTimeout")]
    [InlineData(16, 0, 5, 0, 99, "maxPollingInterval")]
    public void A_setting_that_the_real_host_refuses_is_refused_by_its_name(
        int batch, int threshold, int dequeues, int hidden, int polling, string setting)
    {
        var settings = new QueueSettings
        {
            BatchSize = batch,
            NewBatchThreshold = threshold,
            MaxDequeueCount = dequeues,
            VisibilityTimeout = TimeSpan.FromMilliseconds(hidden),
            MaxPollingInterval = TimeSpan.FromMilliseconds(polling),
        };

        var refused = Assert.Throws<ArgumentException>(settings.Check);

        Assert.Contains($"extensions.queues.{setting} in host.json", refused.Message, StringComparison.Ordinal);
    }
}
