using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class StartTests(bool rough = false)
{
    private static readonly StartOrchestrationOptions Same = new("the-same");

    /// <summary>Documented default, overridableExistingInstanceStates NonRunningStates: a running instance keeps its id.</summary>
    [Fact]
    public async Task Of_two_starts_with_one_id_the_second_is_refused_while_the_first_runs()
    {
        await using var hub = await Waiting();
        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "first", Same);

        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "second", Same));
        await hub.Client.RaiseEventAsync(instance, "go", "!");
        var done = await hub.Completed(instance);

        Assert.Equal("An Orchestration instance with the ID the-same already exists.", refused.Message);
        Assert.Equal("first!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Of_many_starts_with_one_id_at_one_time_one_wins()
    {
        await using var hub = await Waiting();

        var starts = await Task.WhenAll(Enumerable.Range(1, 8).Select(async n =>
        {
            try
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", $"{n}", Same);
                return n;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }));
        await hub.Client.RaiseEventAsync("the-same", "go", "!");
        var done = await hub.Completed("the-same");

        Assert.Equal($"{Assert.Single(starts, n => n > 0)}!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_id_of_an_orchestration_that_is_over_may_be_used_again_and_its_past_is_gone()
    {
        await using var hub = await Waiting();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "old", Same);
        await hub.Client.RaiseEventAsync("the-same", "go", "?");
        await hub.Completed("the-same");

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "new", Same);
        var running = await hub.Until("the-same", state => state.IsRunning);
        await hub.Client.RaiseEventAsync("the-same", "go", "!");
        var done = await hub.Completed("the-same");

        Assert.Null(running.SerializedOutput);
        Assert.Equal("new!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_may_name_the_states_in_which_an_instance_keeps_its_id()
    {
        await using var hub = await Waiting();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "old", Same);
        await hub.Client.RaiseEventAsync("the-same", "go", "!");
        await hub.Completed("the-same");

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", "new", Same.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Wait", "new", Same with { DedupeStatuses = ["Asleep"] }));
    }

    [Fact]
    public async Task With_any_state_overridable_a_start_replaces_a_running_instance()
    {
        await using var hub = await New();
        hub.Settings = hub.Settings with { AnyStateIsOverridable = true };
        Waiting(hub);
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "old", Same);
        await hub.Woken("the-same", 1);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "new", Same);
        await hub.Until("the-same", state => state.IsRunning && state.ReadInputAs<string>() == "new");
        await hub.Client.RaiseEventAsync("the-same", "go", "!");
        var done = await hub.Completed("the-same");

        Assert.Equal("new!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_may_be_put_off_and_what_comes_before_it_is_kept()
    {
        await using var hub = await Waiting();
        var later = hub.Clock.GetUtcNow().AddHours(1);
        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "late", new StartOrchestrationOptions(StartAt: later));

        await hub.Client.RaiseEventAsync(instance, "go", "!");
        var before = await hub.Client.GetInstanceAsync(instance);
        hub.Clock.Push(TimeSpan.FromHours(1));
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before!.RuntimeStatus);
        Assert.Equal("late!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_start_that_was_put_off_survives_a_restart()
    {
        await using var hub = await Waiting();
        var later = hub.Clock.GetUtcNow().AddHours(1);
        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "late", new StartOrchestrationOptions(StartAt: later));
        await hub.Client.RaiseEventAsync(instance, "go", "!");

        await hub.Crash();
        hub.Clock.Push(TimeSpan.FromHours(1));
        var done = await hub.Completed(instance);

        Assert.Equal("late!", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Whoever_waits_for_the_start_or_the_end_is_told_at_once_and_may_stop_waiting()
    {
        await using var hub = await Waiting();
        var instance = await hub.Begin("Wait", "x");

        var started = await hub.Client.WaitForInstanceStartAsync(instance);
        using var enough = new CancellationTokenSource();
        var ending = hub.Client.WaitForInstanceCompletionAsync(instance, enough.Token);
        await enough.CancelAsync();

        Assert.True(started.IsRunning);
        Assert.Throws<InvalidOperationException>(() => started.ReadInputAs<string>());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@entity@key")]
    [InlineData("a/b")]
    [InlineData("what?")]
    public async Task An_id_that_cannot_be_a_key_is_refused(string id)
    {
        await using var hub = await Waiting();

        await Assert.ThrowsAsync<ArgumentException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task A_name_that_no_orchestrator_has_is_refused()
    {
        await using var hub = await Waiting();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => hub.Begin("Wiat"));

        Assert.StartsWith("The function 'Wiat' doesn't exist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_given_at_the_start_are_seen_from_outside()
    {
        await using var hub = await Waiting();
        var tags = new Dictionary<string, string> { ["channel"] = "wexmoor" };

        var instance = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions { Tags = tags });
        var seen = await hub.Until(instance, state => state.IsRunning);

        Assert.Equal("wexmoor", seen.Tags["channel"]);
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();

    private async Task<HubUnderTest> Waiting() => Waiting(await New());

    private static HubUnderTest Waiting(HubUnderTest hub) => hub
        .Orchestrator("Wait", async context => context.GetInput<string>() + await context.WaitForExternalEvent<string>("go"))
        .Start();
}
