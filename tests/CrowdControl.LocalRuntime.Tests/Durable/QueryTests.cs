using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class QueryTests(bool rough = false)
{
    [Fact]
    public async Task Instances_are_found_by_status_by_prefix_and_by_the_time_of_their_creation()
    {
        await using var hub = await Some();
        var noon = new DateTimeOffset(2026, 3, 2, 10, 30, 0, TimeSpan.Zero);

        Assert.Equal(["a-1", "a-2", "b-1", "b-2"], await Ids(hub, new OrchestrationQuery()));
        Assert.Equal(["a-2", "b-2"], await Ids(hub, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(["a-1", "a-2"], await Ids(hub, new OrchestrationQuery(InstanceIdPrefix: "a-")));
        Assert.Equal(["b-1", "b-2"], await Ids(hub, new OrchestrationQuery(CreatedFrom: noon)));
        Assert.Equal(["a-1", "a-2"], await Ids(hub, new OrchestrationQuery(CreatedTo: noon)));
        Assert.Equal(["b-2"], await Ids(hub, new OrchestrationQuery(noon, null, [OrchestrationRuntimeStatus.Running], null, "b")));
    }

    [Fact]
    public async Task Pages_are_as_long_as_asked_and_go_on_from_their_token()
    {
        await using var hub = await Some();
        var pages = new List<Page<OrchestrationMetadata>>();

        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 3)).AsPages()) pages.Add(page);
        var rest = await Ids(hub, new OrchestrationQuery(ContinuationToken: pages[0].ContinuationToken));

        Assert.Equal([3, 1], pages.Select(page => page.Values.Count));
        Assert.Equal(["b-2"], rest);
        Assert.Null(pages[1].ContinuationToken);
    }

    [Fact]
    public async Task Inputs_and_outputs_come_only_when_asked_for()
    {
        await using var hub = await Some();

        var lean = await hub.Client.GetInstanceAsync("a-1");
        var whole = await hub.Client.GetInstanceAsync("a-1", getInputsAndOutputs: true);
        var queried = await hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "a-1", FetchInputsAndOutputs: true)).ToListAsync();

        Assert.Null(lean!.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => lean.ReadOutputAs<string>());
        Assert.Equal("done", whole!.ReadOutputAs<string>());
        Assert.Equal("done", Assert.Single(queried).ReadInputAs<string>());
    }

    [Fact]
    public async Task An_instance_that_does_not_exist_is_null()
    {
        await using var hub = await Some();

        Assert.Null(await hub.Client.GetInstanceAsync("c-1"));
    }

    [Fact]
    public async Task A_purged_instance_is_gone_with_all_its_rows()
    {
        await using var hub = await Some();

        var purged = await hub.Client.PurgeInstanceAsync("a-1");

        Assert.Equal(1, purged.PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync("a-1"));
        Assert.Equal(0, await hub.Rows("a-1"));
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync("a-1")).PurgedInstanceCount);
        var unknown = await Assert.ThrowsAsync<RpcException>(() => hub.Client.RaiseEventAsync("a-1", "go"));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    /// <summary>Documented: only instances that are completed, failed or terminated are purged.</summary>
    [Fact]
    public async Task A_running_instance_is_not_purged()
    {
        await using var hub = await Some();

        var purged = await hub.Client.PurgeInstanceAsync("a-2");

        Assert.Equal(0, purged.PurgedInstanceCount);
        Assert.NotNull(await hub.Client.GetInstanceAsync("a-2"));
    }

    [Fact]
    public async Task A_filter_purges_what_is_over_and_says_whether_it_got_through()
    {
        await using var hub = await Some();
        await hub.Client.TerminateInstanceAsync("b-2");
        await hub.Completed("b-2");

        var completed = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed]));
        var others = await hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.FromMinutes(1) });

        Assert.Equal(2, completed.PurgedInstanceCount);
        Assert.Null(completed.IsComplete);
        Assert.Equal(1, others.PurgedInstanceCount);
        Assert.True(others.IsComplete);
        Assert.Equal(["a-2"], await Ids(hub, new OrchestrationQuery()));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => hub.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter { Timeout = TimeSpan.Zero }));
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    /// <summary>Two of the morning and two of an hour later; the second of each waits still.</summary>
    private async Task<HubUnderTest> Some()
    {
        var hub = (await New())
            .Orchestrator("Now", context => Task.FromResult(context.GetInput<string>()))
            .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go"))
            .Start();
        foreach (var group in new[] { "a", "b" })
        {
            hub.Clock.Push(TimeSpan.FromHours(1));
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Now", "done", new StartOrchestrationOptions($"{group}-1"));
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions($"{group}-2"));
            await hub.Completed($"{group}-1");
            await hub.Woken($"{group}-2", 1);
        }

        return hub;
    }

    private static async Task<List<string>> Ids(HubUnderTest hub, OrchestrationQuery query) =>
        [.. (await hub.Client.GetAllInstancesAsync(query).ToListAsync()).Select(found => found.InstanceId)];
}
