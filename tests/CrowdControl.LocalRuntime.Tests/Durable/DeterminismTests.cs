using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

/// <summary>Documented constraints of orchestrator code: only the context is awaited, and code that runs already is not changed.</summary>
public class DeterminismTests(bool rough = false)
{
    public enum Foreign
    {
        Delay,
        DelayWithoutContext,
        Run,
        Http,
        Completion,
        CancelAsync,
    }

    [Theory]
    [InlineData(Foreign.Delay)]
    [InlineData(Foreign.DelayWithoutContext)]
    [InlineData(Foreign.Run)]
    [InlineData(Foreign.Http)]
    [InlineData(Foreign.Completion)]
    [InlineData(Foreign.CancelAsync)]
    public async Task An_orchestrator_that_awaits_what_is_not_its_contexts_is_stopped(Foreign foreign)
    {
        await using var hub = (await New()).Orchestrator("Stray", async _ => await Await(foreign)).Start();

        var done = await hub.Run("Stray");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.StartsWith("An invalid asynchronous invocation was detected.", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.EndsWith("The orchestrator had asked nothing of its context before.", done.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Foreign.Delay)]
    [InlineData(Foreign.DelayWithoutContext)]
    [InlineData(Foreign.Run)]
    [InlineData(Foreign.Http)]
    public async Task The_message_names_the_last_step_before_the_foreign_await(Foreign foreign)
    {
        await using var hub = (await New())
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Stray", async context =>
            {
                await context.CallActivityAsync<int>("Echo", 1);
                await Await(foreign);
                return await context.CallActivityAsync<int>("Echo", 2);
            })
            .Start();

        var done = await hub.Run("Stray");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("was the activity 'Echo' as step #0", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_await_beside_a_step_that_is_open_is_found_too()
    {
        await using var hub = (await New())
            .Orchestrator("Stray", async context =>
            {
                var word = context.WaitForExternalEvent<string>("never");
                await Task.Delay(1);
                context.SetCustomStatus("went on by itself");
                return await word;
            })
            .Start();

        var done = await hub.Run("Stray");

        Assert.StartsWith("An invalid asynchronous invocation was detected.", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_continues_at_once_on_the_orchestrators_own_thread_is_allowed()
    {
        await using var hub = (await New())
            .Activity<int, int>("Echo", n => n)
            .Orchestrator("Fine", async context =>
            {
                await Task.Yield();
                await Task.CompletedTask;
                var both = Enumerable.Range(1, 2).Select(async n => await context.CallActivityAsync<int>("Echo", n) * 10);
                return (await Task.WhenAll(both)).Sum();
            })
            .Start();

        var done = await hub.Run("Fine");

        Assert.Equal(30, done.ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_changed_name_is_reported_with_both_names_and_the_step()
    {
        var failure = await Changed(
            async context => await context.CallActivityAsync<int>("Before", 1),
            async context => await context.CallActivityAsync<int>("After", 1));

        Assert.StartsWith("Non-Deterministic workflow detected:", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("scheduled the activity 'Before' as step #0", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("scheduled the activity 'After' as step #0", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_kind_is_reported_with_the_step()
    {
        var failure = await Changed(
            async context => await context.CallActivityAsync<int>("Before", 1),
            context => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None));

        Assert.Contains("scheduled the activity 'Before' as step #0", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("scheduled a timer as step #0", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_taken_out_is_reported()
    {
        var failure = await Changed(async context => await context.CallActivityAsync<int>("Before", 1), _ => Task.CompletedTask);

        Assert.Contains("scheduled the activity 'Before' as step #0, but the current replay", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_was_put_in_is_reported()
    {
        var failure = await Changed(
            async context => await context.CallActivityAsync<int>("Before", 1),
            async context => await Task.WhenAll(context.CallActivityAsync<int>("Before", 1), context.CallActivityAsync<int>("After", 1)));

        Assert.Contains("scheduled the activity 'After' as step #1, which no previous execution", failure.ErrorMessage, StringComparison.Ordinal);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    private static async Task<int> Await(Foreign foreign)
    {
        using var source = new CancellationTokenSource();
        using var http = new HttpClient();
        switch (foreign)
        {
            case Foreign.Delay: await Task.Delay(20); break;
            case Foreign.DelayWithoutContext: await Task.Delay(20).ConfigureAwait(false); break;
            case Foreign.Run: await Task.Run(() => Thread.Sleep(20)); break;
            case Foreign.Http: await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://127.0.0.1:9/"))); break;
            case Foreign.Completion: await new TaskCompletionSource().Task; break;
            default: source.Token.Register(() => Thread.Sleep(20)); await source.CancelAsync(); break;
        }

        return 1;
    }

    /// <summary>Runs the old code until it waits for an event, then the new code from the start of its history.</summary>
    private async Task<TaskFailureDetails> Changed(Func<TaskOrchestrationContext, Task> before, Func<TaskOrchestrationContext, Task> after)
    {
        await using var hub = (await New())
            .Activity<int, int>("Before", n => n)
            .Activity<int, int>("After", n => n)
            .Orchestrator("Changing", async context =>
            {
                await before(context);
                return await context.WaitForExternalEvent<string>("go");
            })
            .Start();
        var instance = await hub.Begin("Changing");
        await hub.Woken(instance, 2);
        hub.Orchestrator("Changing", async context =>
        {
            await after(context);
            return await context.WaitForExternalEvent<string>("go");
        });

        await hub.Crash();
        await hub.Client.RaiseEventAsync(instance, "go", "");

        return (await hub.Completed(instance)).FailureDetails!;
    }
}
