using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CrowdControl.LocalRuntime.Engine.Durable;
using CrowdControl.LocalRuntime.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrowdControl.LocalRuntime.Tests.Worker;

/// <summary>Triggers other than HTTP reach the functions of an app through the same pipeline.</summary>
public sealed class CallsTests
{
    [Fact]
    public async Task A_timer_function_is_told_of_its_timer()
    {
        await using var app = await Run([typeof(Ticking)]);

        var timer = await app.Services.GetRequiredService<Heard>().Timer.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(timer.IsPastDue);
        Assert.True(timer.ScheduleStatus!.Next > timer.ScheduleStatus.LastUpdated);
    }

    [Fact]
    public async Task A_queue_function_gets_its_message_in_the_type_of_its_parameter()
    {
        var queue = "q" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
        var client = new QueueClient(
            (await AzuriteServer.Shared).ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await client.CreateAsync();
        await using var app = await Run([typeof(Listening)], queue: queue);

        await client.SendMessageAsync("""{ "text": "hello" }""");
        var heard = await app.Services.GetRequiredService<Heard>().Message.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal("hello", heard.Text);
    }

    [Fact]
    public async Task Orchestrators_and_activities_run_through_the_app_s_middleware()
    {
        var passed = new HashSet<string>();
        await using var app = await Run([typeof(Orchestrated)], builder => builder.UseMiddleware((context, next) =>
        {
            lock (passed) passed.Add(context.FunctionDefinition.Name);
            return next();
        }));

        var instance = await app.Text("start/3");
        var client = app.Services.GetRequiredService<TaskHub>().Client;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("3 times tea, 3 times cake", ended.ReadOutputAs<string>());
        Assert.Superset(new HashSet<string> { "StartOrder", "Order", "Serve" }, passed);
    }

    [Fact]
    public async Task An_activity_that_throws_fails_its_call_with_the_exception_s_own_name_and_words()
    {
        await using var app = await Run([typeof(Orchestrated)]);

        var instance = await app.Text("start/0");
        var client = app.Services.GetRequiredService<TaskHub>().Client;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, deadline.Token);

        Assert.Equal("System.ArgumentException: Nothing to serve.", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Stopping_waits_for_a_queue_function_that_has_begun()
    {
        var queue = "q" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
        var client = new QueueClient((await AzuriteServer.Shared).ConnectionString, queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await client.CreateAsync();
        var app = await Run([typeof(Lingering)], queue: queue);
        var heard = app.Services.GetRequiredService<Heard>();
        await client.SendMessageAsync("work");
        await heard.Begun.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var stopping = app.DisposeAsync().AsTask();
        heard.GoOn.SetResult();
        await stopping;

        Assert.True(heard.Ended);
        Assert.Empty((await client.PeekMessagesAsync(1)).Value);
    }

    private static async Task<TestApp> Run(Type[] functions, Action<FunctionsApplicationBuilder>? compose = null, string? queue = null)
    {
        var hub = "t" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal);
        var json = $$"""
            {
              "version": "2.0",
              "extensions": {
                "http": { "routePrefix": "" },
                "queues": { "maxPollingInterval": "00:00:00.200" },
                "durableTask": { "hubName": "{{hub}}", "storageProvider": { "maxQueuePollingInterval": "00:00:00.200" } }
              }
            }
            """;
        return await TestApp.Run(
            functions,
            builder =>
            {
                builder.Services.AddSingleton<Heard>();
                compose?.Invoke(builder);
            },
            json,
            [new("AzureWebJobsStorage", (await AzuriteServer.Shared).ConnectionString), new("QueueOfTheTest", queue)]);
    }

    public sealed record Note(string Text);

    public sealed class Heard
    {
        public TaskCompletionSource<TimerInfo> Timer { get; } = new();

        public TaskCompletionSource<Note> Message { get; } = new();

        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource GoOn { get; } = new();

        public bool Ended { get; set; }
    }

    public sealed class Ticking(Heard heard)
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 0 5 * * *", RunOnStartup = true)] TimerInfo timer) => heard.Timer.TrySetResult(timer);
    }

    public sealed class Listening(Heard heard)
    {
        [Function("Listen")]
        public void Run([QueueTrigger("%QueueOfTheTest%")] Note note) => heard.Message.TrySetResult(note);
    }

    public sealed class Lingering(Heard heard)
    {
        [Function("Linger")]
        public async Task Run([QueueTrigger("%QueueOfTheTest%")] QueueMessage message)
        {
            heard.Begun.TrySetResult();
            await heard.GoOn.Task;
            heard.Ended = message.Body.ToString() == "work";
        }
    }

    public sealed class Orchestrated
    {
        [Function("StartOrder")]
        public async Task<IResult> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "start/{times:int}")] HttpRequest request,
            [DurableClient] DurableTaskClient client, int times) =>
            Results.Text(await client.ScheduleNewOrchestrationInstanceAsync("Order", times));

        [Function("Order")]
        public async Task<string> Order([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var times = context.GetInput<int>();
            try
            {
                var tea = await context.CallActivityAsync<string>("Serve", new Serving("tea", times));
                var cake = await context.CallActivityAsync<string>("Serve", new Serving("cake", times));
                return $"{tea}, {cake}";
            }
            catch (TaskFailedException failed)
            {
                return $"{failed.FailureDetails.ErrorType}: {failed.FailureDetails.ErrorMessage}";
            }
        }

        [Function("Serve")]
        public string Serve([ActivityTrigger] Serving serving) =>
            serving.Times > 0 ? $"{serving.Times} times {serving.What}" : throw new ArgumentException("Nothing to serve.");
    }

    public sealed record Serving(string What, int Times);
}
