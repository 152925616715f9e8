using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>Which instance ids may be used, and used again.</summary>
internal static class InstanceIds
{
    /// <summary>As the Azure Storage provider: ids are table keys.</summary>
    public static string Checked(string id)
    {
        if (id.Length is 0 or > 100)
            throw new ArgumentException("Instance ids are 1 to 100 characters long.", nameof(id));
        if (id.StartsWith('@'))
            throw new ArgumentException("Orchestration instance IDs must not start with '@'.", nameof(id));
        if (id.IndexOfAny(['/', '\\', '#', '?']) >= 0 || id.Any(char.IsControl))
            throw new ArgumentException("Instance ids hold no '/', '\\', '#', '?' or control characters.", nameof(id));
        return id;
    }

    /// <summary>The states in which an instance keeps its id; unless said otherwise, all in which it still runs.</summary>
    public static IReadOnlySet<OrchestrationRuntimeStatus> Taken(IReadOnlyList<string>? dedupe, HubSettings settings)
    {
        if (dedupe is not null)
            return dedupe.Select(name => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
                ? status
                : throw new ArgumentException($"Invalid orchestration runtime status: '{name}' for deduplication.")).ToHashSet();
        if (settings.AnyStateIsOverridable) return new HashSet<OrchestrationRuntimeStatus>();
        return new HashSet<OrchestrationRuntimeStatus>
        {
            OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        };
    }
}

/// <summary>The id belongs to an orchestration that keeps it. The real client throws a kind of <see cref="InvalidOperationException"/> too.</summary>
internal sealed class InstanceExistsException(string instance)
    : InvalidOperationException($"An Orchestration instance with the ID {instance} already exists.");
