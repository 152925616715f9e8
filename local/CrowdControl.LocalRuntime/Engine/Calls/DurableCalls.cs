using Azure.Data.Tables;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Settings;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;

namespace CrowdControl.LocalRuntime.Engine.Calls;

/// <summary>Lets the task hub call orchestrators and activities, through the app's middleware like every other function.</summary>
internal static class DurableCalls
{
    public static bool Needed(FunctionCatalog catalog) => catalog.Functions.Any(function =>
        function.Trigger is OrchestrationTriggerAttribute or ActivityTriggerAttribute
        || function.Method.GetParameters().Any(parameter => parameter.ParameterType == typeof(DurableTaskClient)));

    public static TaskHub Hub(
        FunctionCatalog catalog,
        FunctionInvoker invoker,
        HostFile host,
        LocalSettings local,
        AppSettings settings,
        JsonDataConverter converter,
        TimeProvider clock,
        ILoggerFactory loggers)
    {
        var hub = host.Durable with { JournalPath = local.In("hub.receipts"), Rough = local.Rough };
        var connection = settings.Connection("the task hub");
        return new TaskHub(
            hub, new HubStorage(hub, new TableServiceClient(connection), new QueueServiceClient(connection)),
            Functions(catalog, invoker, converter), converter, clock, loggers);
    }

    private static DurableFunctions Functions(FunctionCatalog catalog, FunctionInvoker invoker, JsonDataConverter converter)
    {
        var orchestrators = new Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, trigger) in catalog.Of<OrchestrationTriggerAttribute>())
            orchestrators[trigger.Orchestration ?? function.Name] = context =>
                invoker.Invoke(function, TriggerValue.Of(context) with { Limited = false }, CancellationToken.None);
        var activities = new Dictionary<string, Func<ActivityInput, CancellationToken, Task<object?>>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (function, trigger) in catalog.Of<ActivityTriggerAttribute>())
            activities[trigger.Activity ?? function.Name] = (input, cancellation) =>
                invoker.Invoke(function, new TriggerValue(type => converter.Deserialize(input.Json, type)), cancellation);
        return new DurableFunctions(orchestrators, activities);
    }
}
