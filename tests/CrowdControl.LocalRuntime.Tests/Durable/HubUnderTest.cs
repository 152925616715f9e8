using Azure.Data.Tables;
using Azure.Storage.Queues;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>A task hub of its own on the shared Azurite, with orchestrators and activities written in the test.</summary>
internal sealed class HubUnderTest : IAsyncDisposable
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Func<ActivityInput, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _journal = Path.Combine(Path.GetTempPath(), "hub-" + Path.GetRandomFileName());
    private readonly string _connection;
    private TaskHub? _hub;

    private HubUnderTest(string connection) => (_connection, Settings) = (
        connection, new("t" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal), _journal));

    public HubSettings Settings { get; set; }

    public PushedClock Clock { get; } = new();

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public DurableTaskClient Client => _hub?.Client ?? throw new InvalidOperationException("The hub has not started.");

    public TableServiceClient Tables => new(_connection);

    public QueueServiceClient Queues => new(_connection);

    public static async Task<HubUnderTest> New() => On((await AzuriteServer.Shared).ConnectionString);

    public static HubUnderTest On(string connection) => new(connection);

    /// <summary>A hub whose runtime is rough: each message comes twice, and nothing is remembered between episodes.</summary>
    public static async Task<HubUnderTest> Rough()
    {
        var hub = await New();
        hub.Settings = hub.Settings with { Rough = true };
        return hub;
    }

    public HubUnderTest Orchestrator<T>(string name, Func<TaskOrchestrationContext, Task<T>> run)
    {
        _orchestrators[name] = async context => await run(context);
        return this;
    }

    public HubUnderTest Activity<TIn, TOut>(string name, Func<TIn, Task<TOut>> run)
    {
        _activities[name] = async (input, _) => await run(WorkerJson.Converter.Deserialize<TIn>(input.Json)!);
        return this;
    }

    public HubUnderTest Activity<TIn, TOut>(string name, Func<TIn, CancellationToken, Task<TOut>> run)
    {
        _activities[name] = async (input, stopping) => await run(WorkerJson.Converter.Deserialize<TIn>(input.Json)!, stopping);
        return this;
    }

    public HubUnderTest Activity<TIn, TOut>(string name, Func<TIn, TOut> run) => Activity<TIn, TOut>(name, input => Task.FromResult(run(input)));

    public HubUnderTest Start()
    {
        var storage = new HubStorage(Settings, new TableServiceClient(_connection), new QueueServiceClient(_connection));
        _hub = new TaskHub(
            Settings, storage, new DurableFunctions(_orchestrators, _activities), WorkerJson.Converter, Clock, Loggers);
        _hub.Start();
        return this;
    }

    /// <summary>As a killed process and the next one do.</summary>
    public async Task Crash()
    {
        await _hub!.Drop();
        Start();
    }

    public async Task<OrchestrationMetadata> Completed(string instance)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, deadline.Token);
    }

    public async Task<OrchestrationMetadata> Run(string orchestrator, object? input = null) =>
        await Completed(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input));

    /// <summary>Looks until the instance is as wanted.</summary>
    public async Task<OrchestrationMetadata> Until(string instance, Func<OrchestrationMetadata, bool> there)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await Client.GetInstanceAsync(instance, true, deadline.Token) is { } state && there(state)) return state;
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>Looks at the instance's row past the hub and its client, so that no counter sees it.</summary>
    public async Task Stored(string instance, Func<TableEntity, bool> there)
    {
        var table = new TableServiceClient((await AzuriteServer.Shared).ConnectionString).GetTableClient(Settings.Name + "Orchestrations");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!there(await table.GetEntityAsync<TableEntity>(instance, "instance", cancellationToken: deadline.Token)))
            await Task.Delay(20, deadline.Token);
    }

    /// <summary>Waits until the orchestration sleeps for a timer: only then may the clock be pushed.</summary>
    public Task Asleep(string instance) => Stored(instance, row => row.GetDateTimeOffset("WakeAt") is { Year: < 9999 });

    public async Task<DateTimeOffset> NextTimer(string instance)
    {
        DateTimeOffset? due = null;
        await Stored(instance, row => (due = row.GetDateTimeOffset("WakeAt")) is { Year: < 9999 });
        return due!.Value;
    }

    /// <summary>Waits until the orchestration has been woken so often.</summary>
    public Task Woken(string instance, int times) => Stored(instance, row => row.GetInt32("Episodes") >= times);

    public Task<string> Begin(string orchestrator, object? input = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input);

    /// <summary>How many rows of the table are the instance's.</summary>
    public async Task<int> Rows(string instance)
    {
        var count = 0;
        await foreach (var _ in Tables.GetTableClient(Settings.Name + "Orchestrations").QueryAsync<TableEntity>($"PartitionKey eq '{instance}'"))
            count++;
        return count;
    }

    /// <summary>Ends in good order, as a host that is told to.</summary>
    public async Task Stop()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _hub!.Stop(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        File.Delete(_journal);
    }
}
