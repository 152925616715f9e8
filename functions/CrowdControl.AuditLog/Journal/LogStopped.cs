namespace CrowdControl.AuditLog.Journal;

/// <summary>The log found something that it must not build on. It writes and signs nothing more until a person has looked.</summary>
/// <remarks>Keep storage as it is: what is there is evidence. A log that lost signed entries is closed, and a new one opened.</remarks>
public sealed class LogStopped(LogStop why, string what, long? index = null) : Exception($"{why.ToString().ToUpperInvariant()}: {what}")
{
    public LogStop Why { get; } = why;

    public string What { get; } = what;

    /// <summary>The first entry that is wrong or not to be had, where it can be told.</summary>
    public long? Index { get; } = index;
}

/// <summary>Why a log stopped.</summary>
public enum LogStop
{
    /// <summary>Two statements about the log that cannot both be true.</summary>
    Fork,

    /// <summary>Bytes on storage that this library did not write there.</summary>
    Corrupt,

    /// <summary>Storage holds less than what was signed.</summary>
    Rollback,

    /// <summary>The machine's clock is more than two seconds behind the log's last entry. The one stop that ends by itself.</summary>
    Clock,
}

/// <summary>The log's last entry says that it is closed; go on in the log that was opened after it.</summary>
public sealed class LogClosed(string log) : InvalidOperationException($"The log {log} was closed: nothing can be appended to it any more.");
