using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class EventRefusalsTests(bool rough = false)
{
    /// <summary>The Azure Storage provider checks the status before an event is raised; its refusals reach the client over gRPC.</summary>
    [Fact]
    public async Task An_event_for_an_instance_that_does_not_exist_is_refused_as_not_found()
    {
        await using var hub = (await New()).Start();

        var refused = await Assert.ThrowsAsync<RpcException>(() => hub.Client.RaiseEventAsync("nobody", "go"));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        Assert.Contains("No instance with ID 'nobody' was found", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_for_an_instance_that_is_over_is_refused_as_a_failed_precondition()
    {
        await using var hub = (await New()).Orchestrator("Done", _ => Task.FromResult(1)).Start();
        var done = await hub.Run("Done");

        var refused = await Assert.ThrowsAsync<RpcException>(() => hub.Client.RaiseEventAsync(done.InstanceId, "go"));

        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
    }

    [Theory]
    [InlineData("", "go")]
    [InlineData("someone", "")]
    public async Task An_event_needs_an_instance_and_a_name(string instance, string name)
    {
        await using var hub = (await New()).Start();

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RaiseEventAsync(instance, name));
    }

    [Fact]
    public async Task Waiters_for_one_name_must_agree_on_its_type()
    {
        await using var hub = (await New())
            .Orchestrator("Mixed", async context =>
            {
                _ = context.WaitForExternalEvent<string>("word");
                return await context.WaitForExternalEvent<int>("word");
            })
            .Start();

        var done = await hub.Run("Mixed");

        Assert.Contains("must have the same type argument", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_of_another_shape_than_awaited_fails_the_orchestration()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<int>("number");
                }
                catch (System.Text.Json.JsonException)
                {
                    return -1;
                }
            })
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Woken(instance, 1);
        await hub.Client.RaiseEventAsync(instance, "number", "seven");
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, done.RuntimeStatus);
        Assert.Contains("Function 'Wait' failed with an unhandled exception", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();
}
