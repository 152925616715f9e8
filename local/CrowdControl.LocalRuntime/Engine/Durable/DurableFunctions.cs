using Microsoft.DurableTask;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>The app's orchestrators and activities by name, each already bound to the worker's pipeline.</summary>
internal sealed record DurableFunctions(
    IReadOnlyDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> Orchestrators,
    IReadOnlyDictionary<string, Func<ActivityInput, CancellationToken, Task<object?>>> Activities);

/// <param name="Json">The input as the orchestrator's call wrote it; null where it gave none.</param>
internal sealed record ActivityInput(string Instance, string? Json);
