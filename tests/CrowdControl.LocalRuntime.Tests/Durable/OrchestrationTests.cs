using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class OrchestrationTests(bool rough = false)
{
    [Fact]
    public async Task Activities_are_called_one_after_the_other_and_their_results_come_back()
    {
        await using var hub = (await New())
            .Activity<string, string>("Greet", name => $"Hello, {name}")
            .Orchestrator("Tour", async context =>
                await context.CallActivityAsync<string>("Greet", context.GetInput<string>()) + "; "
                + await context.CallActivityAsync<string>("greet", "Leeds"))
            .Start();

        var done = await hub.Run("Tour", "York");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Equal("Hello, York; Hello, Leeds", done.ReadOutputAs<string>());
        Assert.Equal("York", done.ReadInputAs<string>());
    }

    [Fact]
    public async Task Fan_out_runs_activities_side_by_side_and_WhenAll_gathers_them_in_order()
    {
        await using var hub = (await New())
            .Activity<int, int>("Square", n => n * n)
            .Orchestrator("Squares", context =>
                Task.WhenAll(Enumerable.Range(1, 12).Select(n => context.CallActivityAsync<int>("Square", n))))
            .Start();

        var done = await hub.Run("Squares");

        Assert.Equal(Enumerable.Range(1, 12).Select(n => n * n), done.ReadOutputAs<int[]>());
    }

    [Fact]
    public async Task Everything_passes_through_the_workers_json_which_reads_names_in_any_case_and_leaves_fields_out()
    {
        await using var hub = (await New())
            .Activity<Crate, Crate>("Open", crate => crate with { Weight = crate.Weight + 1, Field = crate.Field ?? "lost" })
            .Orchestrator("Carry", async context =>
            {
                var opened = await context.CallActivityAsync<Crate>("Open", context.GetInput<Crate>());
                return $"{opened.Name} {opened.Weight} {opened.Field}";
            })
            .Start();

        var done = await hub.Run("Carry", new { name = "Ünïcode", WEIGHT = 41, field = "set" });

        Assert.Equal("""{"name":"\u00DCn\u00EFcode","WEIGHT":41,"field":"set"}""", done.SerializedInput);
        Assert.Equal("Ünïcode 42 ", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_knows_its_parent_and_gives_its_result_to_it()
    {
        await using var hub = (await New())
            .Orchestrator("Child", context => Task.FromResult($"{context.Parent?.Name} {context.InstanceId}"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", null, new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")))
            .Start();

        var done = await hub.Run("Parent");

        Assert.Equal($"Parent {done.InstanceId}-child", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Ids_and_the_clock_are_the_same_in_every_replay()
    {
        var drawn = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var hub = (await New())
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Draw", async context =>
            {
                drawn.Add($"{context.NewGuid()} {context.NewGuid()} {context.CurrentUtcDateTime:o}");
                await context.CallActivityAsync<int>("Echo", 1);
                await context.CallActivityAsync<int>("Echo", 2);
                return drawn.Count;
            })
            .Start();

        var done = await hub.Run("Draw");

        Assert.Equal(3, done.ReadOutputAs<int>());
        Assert.Single(drawn.Distinct());
        Assert.Equal('5', drawn.First()[14]);
    }

    [Fact]
    public async Task The_replay_safe_logger_writes_each_line_once()
    {
        var lines = new LinesLogged();
        await using var hub = await New();
        hub.Loggers = lines;
        hub.Activity<int, int>("Echo", n => n)
            .Orchestrator("Log", async context =>
            {
                var log = context.CreateReplaySafeLogger("Test");
                log.Line("first");
                await context.CallActivityAsync<int>("Echo", 1);
                log.Line("second");
                await context.CallActivityAsync<int>("Echo", 2);
                return true;
            })
            .Start();

        await hub.Run("Log");

        Assert.Equal(["first", "second"], lines.Of("Test"));
    }

    [Fact]
    public async Task The_custom_status_is_seen_from_outside()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", async context =>
            {
                context.SetCustomStatus(new Crate("waiting", 3));
                return await context.WaitForExternalEvent<int>("go");
            })
            .Start();

        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        var waiting = await hub.Until(instance, state => state.IsRunning);

        Assert.Equal(3, waiting.ReadCustomStatusAs<Crate>()?.Weight);
    }

    [Fact]
    public async Task Continue_as_new_begins_again_with_the_new_input_and_keeps_events_that_nobody_took()
    {
        await using var hub = (await New())
            .Orchestrator("Sum", async context =>
            {
                var sum = context.GetInput<int>() + await context.WaitForExternalEvent<int>("add");
                if (sum >= 6) return sum;
                context.ContinueAsNew(sum);
                return 0;
            })
            .Start();

        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Sum", 0);
        foreach (var number in new[] { 1, 2, 3 }) await hub.Client.RaiseEventAsync(instance, "Add", number);
        var done = await hub.Completed(instance);

        Assert.Equal(6, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Continue_as_new_can_drop_the_events_that_nobody_took()
    {
        await using var hub = (await New())
            .Orchestrator("Once", async context =>
            {
                if (context.GetInput<bool>()) return await context.WaitForExternalEvent<string>("word");
                await context.WaitForExternalEvent<string>("go");
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return "";
            })
            .Start();

        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Once", false);
        await hub.Client.RaiseEventAsync(instance, "word", "early");
        await hub.Client.RaiseEventAsync(instance, "go", "");
        await hub.Until(instance, state => state.ReadInputAs<bool>());
        await hub.Client.RaiseEventAsync(instance, "word", "late");
        var done = await hub.Completed(instance);

        Assert.Equal("late", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_input_and_a_result_may_be_longer_than_a_queue_message()
    {
        var book = new string('x', 150_000);
        await using var hub = (await New())
            .Activity<string, string>("Copy", text => text)
            .Orchestrator("Print", async context =>
            {
                var copy = await context.CallActivityAsync<string>("Copy", context.GetInput<string>());
                return copy + await context.WaitForExternalEvent<string>("more");
            })
            .Start();

        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Print", book);
        await hub.Client.RaiseEventAsync(instance, "more", book);
        var done = await hub.Completed(instance);

        Assert.Equal(2 * book.Length, done.ReadOutputAs<string>()?.Length);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    public sealed record Crate(string Name, int Weight)
    {
#pragma warning disable CA1051 // The rule tested: the worker writes no fields.
        public string? Field;
#pragma warning restore CA1051
    }
}
