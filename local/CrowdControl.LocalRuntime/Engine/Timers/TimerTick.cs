namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>Why the function runs now.</summary>
/// <param name="IsPastDue">It should have run while nobody was there to run it.</param>
/// <param name="State">The state before this run; null where the schedule is not monitored.</param>
internal sealed record TimerTick(bool IsPastDue, ScheduleState? State);
