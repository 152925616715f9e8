using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class LifecycleTests(bool rough = false)
{
    [Fact]
    public async Task A_terminated_orchestration_ends_with_the_output_given_and_takes_nothing_more()
    {
        await using var hub = await Waiting();
        var instance = await hub.Begin("Wait");
        await hub.Woken(instance, 1);

        await hub.Client.TerminateInstanceAsync(instance, "withdrawn");
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
        Assert.Equal("withdrawn", done.ReadOutputAs<string>());
        await Assert.ThrowsAsync<RpcException>(() => hub.Client.TerminateInstanceAsync(instance));
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Only_a_recursive_termination_ends_the_sub_orchestrations_too(bool recursive, OrchestrationRuntimeStatus child)
    {
        await using var hub = (await Waiting())
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Wait", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        var instance = await hub.Begin("Parent");
        await hub.Until(instance + "-child", state => state.IsRunning);

        await hub.Client.TerminateInstanceAsync(instance, new TerminateInstanceOptions(Recursive: recursive));
        await hub.Completed(instance);

        var left = await hub.Until(instance + "-child", state => state.RuntimeStatus == child);
        Assert.Equal(child, left.RuntimeStatus);
    }

    [Fact]
    public async Task A_parent_learns_that_its_child_was_terminated()
    {
        await using var hub = (await Waiting())
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Wait", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-child")));
        var instance = await hub.Begin("Parent");
        await hub.Until(instance + "-child", state => state.IsRunning);

        await hub.Client.TerminateInstanceAsync(instance + "-child");
        var done = await hub.Completed(instance);

        Assert.Contains("terminated", done.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_orchestration_takes_nothing_in_until_it_is_resumed_and_then_all_in_order()
    {
        await using var hub = (await New())
            .Orchestrator("Collect", async context =>
            {
                var words = "";
                while (!words.EndsWith('.')) words += await context.WaitForExternalEvent<string>("word");
                return words;
            })
            .Start();
        var instance = await hub.Begin("Collect");
        await hub.Client.SuspendInstanceAsync(instance, "inspection");
        await hub.Until(instance, state => state.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        foreach (var word in new[] { "all ", "in ", "order." }) await hub.Client.RaiseEventAsync(instance, "word", word);
        await hub.Woken(instance, 3);
        var held = await hub.Client.GetInstanceAsync(instance);
        await hub.Client.ResumeInstanceAsync(instance);
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held!.RuntimeStatus);
        Assert.Equal("all in order.", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_that_comes_due_while_suspended_is_told_after_the_resumption()
    {
        await using var hub = (await New())
            .Orchestrator("Sleep", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return "awake";
            })
            .Start();
        var instance = await hub.Begin("Sleep");
        await hub.Asleep(instance);
        await hub.Client.SuspendInstanceAsync(instance);
        await hub.Until(instance, state => state.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        hub.Clock.Push(TimeSpan.FromHours(2));
        await hub.Woken(instance, 3);
        var held = await hub.Client.GetInstanceAsync(instance);
        await hub.Client.ResumeInstanceAsync(instance);
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, held!.RuntimeStatus);
        Assert.Equal("awake", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_orchestration_can_be_terminated()
    {
        await using var hub = await Waiting();
        var instance = await hub.Begin("Wait");
        await hub.Client.SuspendInstanceAsync(instance);
        await hub.Until(instance, state => state.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(instance);
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, done.RuntimeStatus);
    }

    [Fact]
    public async Task Acts_on_instances_that_do_not_exist_or_cannot_take_them_are_refused()
    {
        await using var hub = await Waiting();
        var instance = await hub.Begin("Wait");
        await hub.Woken(instance, 1);

        var notSuspended = await Assert.ThrowsAsync<RpcException>(() => hub.Client.ResumeInstanceAsync(instance));
        var unknown = await Assert.ThrowsAsync<RpcException>(() => hub.Client.SuspendInstanceAsync("nobody"));

        Assert.Contains("because instance is in the Running state", notSuspended.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    private async Task<HubUnderTest> Waiting() =>
        (await New()).Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go")).Start();
}
