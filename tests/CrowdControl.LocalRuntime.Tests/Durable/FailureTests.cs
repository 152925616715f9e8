using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class FailureTests(bool rough = false)
{
    [Fact]
    public async Task An_activitys_failure_is_caught_as_a_TaskFailedException_with_what_went_wrong()
    {
        await using var hub = (await Failing())
            .Orchestrator("Catch", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime, CancellationToken.None);
                try
                {
                    return await context.CallActivityAsync<string>("Fail");
                }
                catch (TaskFailedException failed)
                {
                    var details = failed.FailureDetails;
                    return string.Join(
                        "|", failed.Message, failed.TaskName, failed.TaskId, details.ErrorType, details.ErrorMessage,
                        details.StackTrace!.Contains(nameof(FailureTests), StringComparison.Ordinal),
                        details.InnerFailure!.ErrorType, details.InnerFailure.ErrorMessage, details.InnerFailure.InnerFailure is null);
                }
            })
            .Start();

        var done = await hub.Run("Catch");

        Assert.Equal(
            "Task 'Fail' (#1) failed with an unhandled exception: no disk|Fail|1|System.IO.FileNotFoundException|no disk|True"
            + "|System.TimeoutException|slow|True",
            done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_caused_a_failure_is_asked_by_type_base_types_included()
    {
        await using var hub = (await Failing())
            .Orchestrator("Ask", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Fail");
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<IOException>())
                {
                    var cause = failed.FailureDetails;
                    return $"{cause.IsCausedBy<FileNotFoundException>()} {cause.IsCausedBy<Exception>()} {cause.IsCausedBy<TimeoutException>()} "
                        + cause.InnerFailure!.IsCausedBy<TimeoutException>();
                }
            })
            .Start();

        var done = await hub.Run("Ask");

        Assert.Equal("True True False True", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_failure_that_nobody_catches_fails_the_orchestration_with_the_whole_chain()
    {
        await using var hub = (await Failing())
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Fail"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child"))
            .Start();

        var done = await hub.Run("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        var chain = new List<string>();
        for (var failure = done.FailureDetails; failure is not null; failure = failure.InnerFailure) chain.Add(failure.ErrorType);
        Assert.Equal(
            [
                "Microsoft.DurableTask.TaskFailedException", "Microsoft.DurableTask.TaskFailedException",
                "System.IO.FileNotFoundException", "System.TimeoutException",
            ],
            chain);
    }

    [Fact]
    public async Task An_orchestrators_own_exception_fails_it()
    {
        await using var hub = (await New())
            .Orchestrator("Throw", context => context.GetInput<int>() > 0 ? throw new FormatException("odd") : Task.FromResult(1))
            .Start();

        var done = await hub.Run("Throw", 1);

        Assert.Equal("System.FormatException: odd", done.FailureDetails!.ToString());
    }

    [Fact]
    public async Task WhenAll_waits_for_the_others_before_it_tells_the_first_failure()
    {
        var ran = 0;
        await using var hub = (await New())
            .Activity<int, int>("Odd", n =>
            {
                Interlocked.Increment(ref ran);
                return n % 2 == 1 ? n : throw new ArgumentException($"{n} is even");
            })
            .Orchestrator("All", async context =>
            {
                var all = Enumerable.Range(1, 6).Select(n => context.CallActivityAsync<int>("Odd", n)).ToList();
                try
                {
                    return $"{await Task.WhenAll(all)}";
                }
                catch (TaskFailedException failed)
                {
                    return $"{failed.FailureDetails.ErrorMessage}; {all.Count(one => one.IsFaulted)} of {all.Count(one => one.IsCompleted)}";
                }
            })
            .Start();

        var done = await hub.Run("All");

        Assert.Equal("2 is even; 3 of 6", done.ReadOutputAs<string>());
        Assert.True(ran >= 6);
    }

    [Fact]
    public async Task A_result_that_cannot_be_written_fails_what_gave_it()
    {
        await using var hub = (await New())
            .Activity<int, Action>("Method", _ => Console.WriteLine)
            .Orchestrator("Call", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Method", 1);
                    return null;
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<NotSupportedException>())
                {
                    return (Action)Console.WriteLine;
                }
            })
            .Start();

        var done = await hub.Run("Call");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Equal("System.NotSupportedException", done.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Options_given_where_the_input_belongs_are_refused()
    {
        await using var hub = (await Failing())
            .Orchestrator("Slip", context => context.CallActivityAsync<string>("Fail", (object)new TaskOptions()))
            .Start();

        var done = await hub.Run("Slip");

        Assert.StartsWith("A TaskOptions value was provided for the activity input", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    private async Task<HubUnderTest> Failing() => (await New()).Activity<string, string>(
        "Fail", _ => Task.FromException<string>(Thrown(new FileNotFoundException("no disk", new TimeoutException("slow")))));

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
