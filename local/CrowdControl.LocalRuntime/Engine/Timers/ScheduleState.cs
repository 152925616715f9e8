using System.Text.Json;

namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>When a timer ran and when it is due: what the status blob says.</summary>
/// <param name="Last">When it last ran; the smallest time if it never did.</param>
/// <param name="Next">When it is due.</param>
/// <param name="LastUpdated">The time from which <paramref name="Next"/> was computed.</param>
internal sealed record ScheduleState(DateTimeOffset Last, DateTimeOffset Next, DateTimeOffset LastUpdated)
{
    /// <summary>Nothing has run yet; the schedule counts from now.</summary>
    public static ScheduleState New(CronSchedule schedule, DateTimeOffset now) => new(default, schedule.After(now), now);

    /// <summary>It ran at this time; what comes next counts from there, not from the time the run ended.</summary>
    public static ScheduleState RanAt(CronSchedule schedule, DateTimeOffset time) => new(time, schedule.After(time), time);

    public static ScheduleState Parse(string json) =>
        JsonSerializer.Deserialize<ScheduleState>(json) ?? throw new JsonException("The schedule's state is empty.");

    public override string ToString() => JsonSerializer.Serialize(this);

    /// <summary>
    /// The same state if the schedule is still the one it was made by. Where the schedule was changed meanwhile, an occurrence of the
    /// new one that has passed is not made up for.
    /// </summary>
    public ScheduleState Under(CronSchedule schedule, DateTimeOffset now)
    {
        var from = Last != default ? Last : LastUpdated != default ? LastUpdated : now;
        var expected = schedule.After(from);
        if (expected == Next) return this;
        return expected < now ? New(schedule, now) : new ScheduleState(default, expected, from);
    }
}
