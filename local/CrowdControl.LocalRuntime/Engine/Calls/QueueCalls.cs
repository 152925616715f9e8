using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Core.Serialization;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Functions;
using CrowdControl.LocalRuntime.Engine.Queues;
using CrowdControl.LocalRuntime.Engine.Settings;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CrowdControl.LocalRuntime.Engine.Calls;

/// <summary>Calls the queue functions.</summary>
internal sealed partial class QueueCalls(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    HostFile host,
    LocalSettings local,
    AppSettings settings,
    IOptions<JsonSerializerOptions> json,
    TimeProvider clock,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly QueueBinding _binding = new(new JsonObjectSerializer(json.Value));
    private List<QueuePump> _pumps = [];

    /// <exception cref="StartFailed">A queue cannot have that name, or its account is not known.</exception>
    public void Start()
    {
        _pumps = [.. catalog.Of<QueueTriggerAttribute>().Select(one => Pump(one.Function, one.Trigger))];
        foreach (var pump in _pumps) pump.Start();
    }

    public Task Stop(CancellationToken patience) => Task.WhenAll(_pumps.Select(pump => pump.Stop(patience)));

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps) await pump.DisposeAsync();
    }

    private QueuePump Pump(FunctionEntry function, QueueTriggerAttribute attribute)
    {
        var queue = settings.Resolve(function.Name, attribute.QueueName);
        if (!QueueName().IsMatch(queue))
            throw new StartFailed(
                $"Function {function.Name} listens to the queue \"{queue}\": a name is 3 to 63 small letters, digits and single hyphens.");
        return new QueuePump(
            new QueueTrigger(function.Name, queue, local.In($"{function.Name}.receipts")) { Rough = local.Rough },
            host.Queues,
            new QueueServiceClient(settings.Connection($"queue function {function.Name}", attribute.Connection)),
            (message, cancellation) =>
                invoker.Invoke(function, new TriggerValue(type => _binding.Bind(message, type)) { CallerLogs = true }, cancellation),
            clock,
            loggers.CreateLogger<QueuePump>());
    }

    [GeneratedRegex("^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex QueueName();
}
