namespace CrowdControl.LocalRuntime.Engine.Queues;

/// <summary>What a queue function's attribute says, and how this machine delivers to it.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Queue">The queue's name, with settings already put in for <c>%NAME%</c>.</param>
/// <param name="JournalPath">
/// Where the messages in hand are noted, a file for each function; null for nowhere. What it holds at the start is taken back at once, so
/// whoever gives a path must know that the process before is dead.
/// </param>
internal sealed record QueueTrigger(string Function, string Queue, string? JournalPath = null)
{
    /// <summary>The real host's lock on a received message.</summary>
    public static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    /// <summary>Every message is delivered twice, as the service may do.</summary>
    public bool Rough { get; init; }

    /// <summary>
    /// How long a received message is hidden; it is hidden anew when half of that is over, for as long as the function runs. Ten minutes,
    /// as the real host takes. Where a journal is kept it is shorter: a process that is killed between the queue's answer and the journal's
    /// line leaves a message that nobody can give back.
    /// </summary>
    public TimeSpan Lock { get; init; } = JournalPath is null ? TenMinutes : TimeSpan.FromSeconds(30);
}
