using System.Text.RegularExpressions;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Engine.Settings;

/// <summary>extensions.durableTask of host.json, with the defaults of the real extension.</summary>
internal sealed partial record DurableValues(
    string HubName,
    TimeSpan MaxQueuePollingInterval,
    int MaxConcurrentActivities,
    int MaxConcurrentOrchestrators,
    OverridableStates OverridableExistingInstanceStates)
{
    public static DurableValues Read(HostValues file)
    {
        const string all = "extensions:durableTask:";
        var hub = file.Text(all + "hubName", "TestHubName");
        if (!Named().IsMatch(hub))
            throw new StartFailed($"host.json: extensions.durableTask.hubName is \"{hub}\", and has to be a letter, then 2 to 44 letters and digits.");
        return new DurableValues(
            hub,
            file.Span(all + "storageProvider:maxQueuePollingInterval", TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(1)),
            file.Number(all + "maxConcurrentActivityFunctions", 10 * Environment.ProcessorCount, 1, 10_000),
            file.Number(all + "maxConcurrentOrchestratorFunctions", 10 * Environment.ProcessorCount, 1, 10_000),
            file.Choice(all + "overridableExistingInstanceStates", OverridableStates.NonRunningStates));
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex Named();
}

/// <summary>Which existing instance a new one of its id may take the place of.</summary>
internal enum OverridableStates
{
    NonRunningStates,
    AnyState,
}
