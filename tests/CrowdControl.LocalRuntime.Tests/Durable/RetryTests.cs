using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class RetryTests(bool rough = false)
{
    [Fact]
    public async Task A_policy_tries_again_after_intervals_that_grow_up_to_the_longest()
    {
        await using var hub = await Failing("Try", context => context.CallActivityAsync<string>(
            "Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(
                5, TimeSpan.FromMinutes(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(3)))));

        var instance = await hub.Begin("Try");
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt < 5; attempt++) waits.Add(await Push(hub, instance));
        var done = await hub.Completed(instance);

        Assert.Equal([1, 2, 3, 3], waits.Select(wait => wait.TotalMinutes));
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", done.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task A_call_that_succeeds_at_last_gives_its_result()
    {
        var wanted = 0;
        await using var hub = (await New())
            .Activity<string, string>("Third", _ => Interlocked.Increment(ref wanted) < 3 ? throw new IOException("busy") : "at last")
            .Orchestrator("Try", context => context.CallActivityAsync<string>(
                "Third", options: TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromTicks(1)))))
            .Start();

        var instance = await hub.Begin("Try");
        var done = await Pushed(hub, instance);

        Assert.Equal("at last", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_policy_may_look_at_the_failure_and_give_up()
    {
        var asked = 0;
        await using var hub = await Failing("Try", context => context.CallActivityAsync<string>(
            "Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))
            {
                HandleFailure = failure =>
                {
                    asked++;
                    return !failure.IsCausedBy<IOException>();
                },
            })));

        var done = await hub.Run("Try");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.True(asked > 0);
    }

    [Fact]
    public async Task A_policys_filter_that_fails_itself_does_not_hide_the_failure()
    {
        await using var hub = await Failing("Try", context => context.CallActivityAsync<string>(
            "Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMinutes(1))
            {
                HandleFailure = _ => throw new FormatException("the filter's own"),
            })));

        var done = await hub.Run("Try");

        Assert.Equal("broken pipe", done.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task A_policy_gives_up_once_its_time_is_over()
    {
        await using var hub = await Failing("Try", context => context.CallActivityAsync<string>(
            "Fail", options: TaskOptions.FromRetryPolicy(new RetryPolicy(
                99, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(2)))));

        var instance = await hub.Begin("Try");
        await Push(hub, instance);
        await Push(hub, instance);
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
    }

    [Fact]
    public async Task A_handler_is_told_of_each_failure_and_may_wait_by_a_durable_timer()
    {
        await using var hub = await Failing("Try", async context =>
        {
            var told = new List<string>();
            try
            {
                await context.CallActivityAsync("Fail", options: TaskOptions.FromRetryHandler(async retry =>
                {
                    told.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalMinutes}");
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
                    return retry.LastAttemptNumber < 3;
                }));
            }
            catch (TaskFailedException)
            {
                told.Add("gave up");
            }

            return string.Join(", ", told);
        });

        var instance = await hub.Begin("Try");
        for (var attempt = 1; attempt <= 3; attempt++) await Push(hub, instance);
        var done = await hub.Completed(instance);

        Assert.Equal("1 broken pipe 0, 2 broken pipe 5, 3 broken pipe 10, gave up", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_too()
    {
        var tried = 0;
        await using var hub = (await New())
            .Activity<string, int>("Count", _ => Interlocked.Increment(ref tried))
            .Orchestrator("Child", async context =>
                await context.CallActivityAsync<int>("Count") < 3 ? throw new IOException("not yet") : "well")
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", options: TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromTicks(1)))))
            .Start();

        var instance = await hub.Begin("Parent");
        var done = await Pushed(hub, instance);

        Assert.Equal("well", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_call_of_an_activity_that_does_not_exist_is_not_tried_again()
    {
        await using var hub = (await New())
            .Orchestrator("Try", context => context.CallActivityAsync<string>(
                "Nowhere", options: TaskOptions.FromRetryPolicy(new RetryPolicy(9, TimeSpan.FromDays(1)))))
            .Start();

        var done = await hub.Run("Try");

        Assert.Equal("Activity function 'Nowhere' does not exist.", done.FailureDetails!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public void A_policy_refuses_values_that_make_no_sense()
    {
        var minute = TimeSpan.FromMinutes(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(0, minute));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, minute, backoffCoefficient: 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, minute, maxRetryInterval: TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(1, minute, retryTimeout: TimeSpan.FromSeconds(1)));
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    private async Task<HubUnderTest> Failing(string name, Func<TaskOrchestrationContext, Task<string>> orchestrator) => (await New())
        .Activity<string, string>("Fail", _ => Task.FromException<string>(new IOException("broken pipe")))
        .Orchestrator(name, orchestrator)
        .Start();

    /// <summary>Lets the next timer fire; says how long it was.</summary>
    private static async Task<TimeSpan> Push(HubUnderTest hub, string instance)
    {
        var due = await hub.NextTimer(instance);
        var wait = due - hub.Clock.GetUtcNow();
        hub.Clock.Push(wait);
        await hub.Stored(instance, row => row.GetDateTimeOffset("WakeAt") > due);
        return wait;
    }

    private static async Task<OrchestrationMetadata> Pushed(HubUnderTest hub, string instance)
    {
        using var over = new CancellationTokenSource();
        var pushing = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                hub.Clock.Push(TimeSpan.FromTicks(10));
                await Task.Delay(10);
            }
        });
        var done = await hub.Completed(instance);
        await over.CancelAsync();
        await pushing;
        return done;
    }
}
