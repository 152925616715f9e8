namespace CrowdControl.LocalRuntime.Engine.Timers;

/// <summary>What a timer function's attribute says, and where its state lies.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Schedule">Six-field cron text, with settings already put in for <c>%NAME%</c>.</param>
internal sealed record TimerSettings(string Function, string Schedule)
{
    /// <summary>Runs once when the host starts, whatever the schedule says.</summary>
    public bool RunOnStartup { get; init; }

    /// <summary>Keeps the schedule's state over restarts; schedules of several occurrences a minute never keep it.</summary>
    public bool UseMonitor { get; init; } = true;

    /// <summary>Names this app's folder in the container that hosts share.</summary>
    public string HostId { get; init; } = "local";

    /// <summary>
    /// Whoever held this function's lock before is known to be dead (the data directory's lock says so): its lease is broken at
    /// once instead of waited for.
    /// </summary>
    public bool PredecessorIsDead { get; init; }

    /// <summary>The real host's listener lock period; it is renewed when half of it is over.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a host that did not get the lock tries again.</summary>
    public TimeSpan LeaseRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The name that the real host gives the function, which names its blobs.</summary>
    public string BlobName => $"{HostId}/Host.Functions.{Function}";
}
