using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Engine.Queues;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>The sections of host.json that belong to one kind of trigger; what they do not say stays at the real host's default.</summary>
internal static partial class HostSections
{
    public static QueueSettings Queues(HostValues file)
    {
        const string here = "extensions:queues:";
        var usual = new QueueSettings();
        return new QueueSettings
        {
            BatchSize = file.Number(here + "batchSize", usual.BatchSize, 1, 32),
            NewBatchThreshold = file.Has(here + "newBatchThreshold") ? file.Number(here + "newBatchThreshold", 0, 0, 1000) : null,
            MaxDequeueCount = file.Number(here + "maxDequeueCount", usual.MaxDequeueCount, 1, 1000),
            VisibilityTimeout = file.Span(here + "visibilityTimeout", usual.VisibilityTimeout, TimeSpan.Zero),
            MaxPollingInterval = file.Span(here + "maxPollingInterval", usual.MaxPollingInterval, TimeSpan.FromMilliseconds(100)),
            MessageEncoding = file.Choice(here + "messageEncoding", QueueMessageEncoding.Base64),
        };
    }

    public static HubSettings Durable(HostValues file)
    {
        const string here = "extensions:durableTask:";
        var hub = file.Text(here + "hubName", "TestHubName");
        if (!HubName().IsMatch(hub))
            throw new StartFailed(
                $"host.json: extensions.durableTask.hubName is \"{hub}\", and has to be a letter, then 2 to 44 letters and digits.");
        var usual = new HubSettings(hub);
        return new HubSettings(hub)
        {
            MaxQueuePollingInterval = file.Span(
                here + "storageProvider:maxQueuePollingInterval", usual.MaxQueuePollingInterval, TimeSpan.FromMilliseconds(1)),
            MaxConcurrentActivities = file.Number(here + "maxConcurrentActivityFunctions", usual.MaxConcurrentActivities, 1, 10_000),
            MaxConcurrentOrchestrators = file.Number(here + "maxConcurrentOrchestratorFunctions", usual.MaxConcurrentOrchestrators, 1, 10_000),
            AnyStateIsOverridable =
                file.Choice(here + "overridableExistingInstanceStates", OverridableStates.NonRunningStates) == OverridableStates.AnyState,
        };
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubName();

    /// <summary>Which existing instance a new one of its id may take the place of, in host.json's words.</summary>
    private enum OverridableStates
    {
        NonRunningStates,
        AnyState,
    }
}
