using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Tests.Durable;

public class EventsTests(bool rough = false)
{
    [Fact]
    public async Task An_event_that_comes_before_it_is_awaited_is_kept()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", async context =>
                await context.WaitForExternalEvent<string>("first") + await context.WaitForExternalEvent<string>("second"))
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Client.RaiseEventAsync(instance, "second", "B");
        await hub.Client.RaiseEventAsync(instance, "first", "A");
        var done = await hub.Completed(instance);

        Assert.Equal("AB", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Kept_events_of_one_name_are_taken_in_the_order_of_their_coming()
    {
        await using var hub = (await New())
            .Orchestrator("Count", async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                var seen = "";
                for (var n = 0; n < 4; n++) seen += await context.WaitForExternalEvent<int>("number");
                return seen;
            })
            .Start();

        var instance = await hub.Begin("Count");
        foreach (var number in new[] { 1, 2, 3, 4 })
        {
            await hub.Client.RaiseEventAsync(instance, "number", number);
            await hub.Woken(instance, number + 1);
        }

        await hub.Client.RaiseEventAsync(instance, "go", "");
        var done = await hub.Completed(instance);

        Assert.Equal("1234", done.ReadOutputAs<string>());
    }

    /// <summary>The real worker's rule since 1.18: a stack, so that a waiter left behind by WhenAny does not swallow an event.</summary>
    [Fact]
    public async Task Of_several_waiters_for_one_name_the_latest_is_served_first()
    {
        await using var hub = (await New())
            .Orchestrator("Both", async context =>
            {
                var older = context.WaitForExternalEvent<string>("word");
                var newer = context.WaitForExternalEvent<string>("word");
                return $"older {await older}, newer {await newer}";
            })
            .Start();

        var instance = await hub.Begin("Both");
        await hub.Woken(instance, 1);
        await hub.Client.RaiseEventAsync(instance, "word", "one");
        await hub.Woken(instance, 2);
        await hub.Client.RaiseEventAsync(instance, "word", "two");
        var done = await hub.Completed(instance);

        Assert.Equal("older two, newer one", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_name_of_an_event_is_the_same_in_whatever_case_and_no_payload_is_the_default()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int?>("GO"))
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Client.RaiseEventAsync(instance, "go");
        var done = await hub.Completed(instance);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, done.RuntimeStatus);
        Assert.Null(done.ReadOutputAs<int?>());
    }

    [Fact]
    public async Task Waiting_with_a_time_out_takes_the_event_and_cancels_its_timer()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(2)))
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Asleep(instance);
        await hub.Client.RaiseEventAsync(instance, "go", "came");
        var done = await hub.Completed(instance);

        Assert.Equal("came", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiting_with_a_time_out_is_cancelled_when_the_time_is_up()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("go", TimeSpan.FromHours(1));
                }
                catch (TaskCanceledException)
                {
                    return $"gave up at {context.CurrentUtcDateTime:HH:mm}";
                }
            })
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Asleep(instance);
        hub.Clock.Push(TimeSpan.FromMinutes(60));
        var done = await hub.Completed(instance);

        Assert.Equal("gave up at 10:00", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_waiter_can_be_cancelled_by_its_token()
    {
        await using var hub = (await New())
            .Orchestrator("Wait", async context =>
            {
                using var enough = new CancellationTokenSource();
                var word = context.WaitForExternalEvent<string>("word", enough.Token);
                await context.WaitForExternalEvent<string>("stop");
                enough.Cancel();
                return word.IsCanceled;
            })
            .Start();

        var instance = await hub.Begin("Wait");
        await hub.Client.RaiseEventAsync(instance, "stop", "");
        var done = await hub.Completed(instance);

        Assert.True(done.ReadOutputAs<bool>());
    }

    [Fact]
    public async Task An_orchestrator_can_raise_an_event_for_another_one()
    {
        await using var hub = (await New())
            .Orchestrator("Listen", context => context.WaitForExternalEvent<string>("word"))
            .Orchestrator("Speak", context =>
            {
                context.SendEvent(context.GetInput<string>()!, "word", "hello");
                return Task.FromResult(true);
            })
            .Start();

        var listener = await hub.Begin("Listen");
        await hub.Run("Speak", listener);
        var done = await hub.Completed(listener);

        Assert.Equal("hello", done.ReadOutputAs<string>());
    }

    private Task<HubUnderTest> New() => rough ? HubUnderTest.Rough() : HubUnderTest.New();
}
