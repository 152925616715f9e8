using CrowdControl.LocalRuntime.Engine.Timers;

namespace CrowdControl.LocalRuntime.Tests.Timers;

/// <summary>The rules of "Timer trigger for Azure Functions": NCRONTAB expressions and the state of a schedule.</summary>
public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Nine = TimerUnderTest.Nine;

    [Theory]
    [InlineData("0 */5 * * * *", "09:05:00")]
    [InlineData("30 0 * * * *", "09:00:30")]
    [InlineData("0 0 10-12 * * *", "10:00:00")]
    [InlineData("0 30 9 * Mar Mon", "09:30:00")]
    public void Six_fields_begin_with_seconds(string cron, string next)
    {
        var schedule = CronSchedule.Parse("Harvest", cron);

        Assert.Equal(TimerUnderTest.At(next), schedule.After(Nine));
    }

    [Fact]
    public void Five_fields_run_at_second_zero()
    {
        var schedule = CronSchedule.Parse("Harvest", "*/5 * * * *");

        Assert.Equal(Nine.AddMinutes(5), schedule.After(Nine.AddSeconds(1)));
    }

    [Fact]
    public void An_occurrence_at_the_very_time_is_not_the_next_one()
    {
        var schedule = CronSchedule.Parse("Harvest", "0 0 * * * *");

        Assert.Equal(Nine.AddHours(1), schedule.After(Nine));
    }

    [Fact]
    public void A_day_that_never_comes_is_never_due()
    {
        var schedule = CronSchedule.Parse("Harvest", "0 0 0 31 2 *");

        Assert.Equal(DateTimeOffset.MaxValue, schedule.After(Nine));
    }

    [Theory]
    [InlineData("")]
    [InlineData("often")]
    [InlineData("0 */5 * * *  * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("%HarvestSchedule%")]
    public void A_text_that_NCrontab_refuses_is_refused_with_its_function_and_an_example(string text)
    {
        var refused = Assert.Throws<ArgumentException>(() => CronSchedule.Parse("Harvest", text));

        Assert.Contains($"The schedule \"{text}\" of Harvest", refused.Message, StringComparison.Ordinal);
        Assert.Contains("\"0 */5 * * * *\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_span_is_refused_since_it_works_on_an_App_Service_plan_only()
    {
        var refused = Assert.Throws<ArgumentException>(() => CronSchedule.Parse("Harvest", "00:05:00"));

        Assert.Contains("App Service plan", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("* * * * *", false)]
    [InlineData("*/10 */5 * * * *", false)]
    [InlineData("0 */5 * * * *", false)]
    public void A_schedule_of_several_occurrences_in_every_minute_is_known_as_one(string cron, bool several)
    {
        var schedule = CronSchedule.Parse("Harvest", cron);

        Assert.Equal(several, schedule.IsWithinAMinute(Nine));
    }

    [Fact]
    public void A_state_under_an_unchanged_schedule_stays_even_when_it_is_past_due()
    {
        var schedule = CronSchedule.Parse("Harvest", "0 */5 * * * *");
        var state = ScheduleState.RanAt(schedule, Nine);

        Assert.Same(state, state.Under(schedule, Nine.AddHours(3)));
    }

    [Fact]
    public void A_changed_schedule_is_not_past_due_for_times_before_the_change_was_seen()
    {
        var state = ScheduleState.RanAt(CronSchedule.Parse("Harvest", "0 0 * * * *"), Nine);

        var changed = state.Under(CronSchedule.Parse("Harvest", "0 */10 * * * *"), Nine.AddMinutes(35));

        Assert.Equal(new ScheduleState(default, Nine.AddMinutes(40), Nine.AddMinutes(35)), changed);
    }

    [Fact]
    public void A_changed_schedule_whose_next_time_is_still_to_come_counts_from_the_last_run()
    {
        var state = ScheduleState.RanAt(CronSchedule.Parse("Harvest", "0 */10 * * * *"), Nine);

        var changed = state.Under(CronSchedule.Parse("Harvest", "0 0 * * * *"), Nine.AddMinutes(35));

        Assert.Equal(new ScheduleState(default, Nine.AddHours(1), Nine), changed);
    }

    [Fact]
    public void The_state_is_read_and_written_as_the_real_host_does()
    {
        const string Json =
            """{"Last":"0001-01-01T00:00:00+00:00","Next":"2026-03-02T09:05:00+00:00","LastUpdated":"2026-03-02T09:00:00.1234567+00:00"}""";

        var state = ScheduleState.Parse(Json);

        Assert.Equal(new ScheduleState(default, Nine.AddMinutes(5), Nine.AddTicks(1234567)), state);
        Assert.Equal(Json, state.ToString());
    }
}
