namespace Microsoft.DurableTask.Client;

/// <summary>How an orchestration is ended from outside.</summary>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
