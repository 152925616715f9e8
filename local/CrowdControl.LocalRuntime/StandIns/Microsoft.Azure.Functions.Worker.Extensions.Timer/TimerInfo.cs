namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function is told of the timer that runs it.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}
