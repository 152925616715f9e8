namespace Microsoft.DurableTask.Client;

/// <summary>Says which states of an existing instance keep its id from being used again.</summary>
public static class StartOrchestrationOptionsExtensions
{
    public static StartOrchestrationOptions WithDedupeStatuses(
        this StartOrchestrationOptions options, params OrchestrationRuntimeStatus[] dedupeStatuses)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { DedupeStatuses = dedupeStatuses.Select(status => status.ToString()).ToList() };
    }
}
