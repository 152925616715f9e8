namespace CrowdControl.AuditLog.Journal;

/// <summary>
/// The storage under a log: the few calls it needs, each with the condition that makes it safe. Whoever implements it MUST NOT retry by
/// itself: a retried success would look like a lost race.
/// </summary>
/// <remarks>
/// Any call may throw what its storage throws (<see cref="IOException"/>, a failed request, a time-out); then its effect is unknown, and
/// the log looks. Names are paths with slashes below the area. Safe for several threads.
/// </remarks>
public interface ILogStore
{
    /// <summary>Makes an empty segment, unless it is there.</summary>
    /// <returns>False where it was there; it is left as it is.</returns>
    Task<bool> CreateSegment(string name, CancellationToken cancellation);

    /// <summary>Adds to the end of a segment, durably and whole, if the end is at the position. This is what decides between two writers.</summary>
    Task<AppendOutcome> Append(string name, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Ends a segment: nothing can be appended any more. A sealed one may be sealed again.</summary>
    /// <remarks>Only if its end is at the position, where the storage heeds that; whoever seals reads to the end afterwards.</remarks>
    /// <returns><see cref="AppendOutcome.Done"/>, also where it was sealed before.</returns>
    Task<AppendOutcome> Seal(string name, long position, CancellationToken cancellation);

    /// <summary>Cuts a segment back to the length, where storage may leave an append half done.</summary>
    /// <returns>False where appends are whole or not at all, so that nothing is ever to be cut.</returns>
    Task<bool> DropTornTail(string name, long length, CancellationToken cancellation);

    /// <summary>Bytes of a segment from the offset on: as many as asked for, fewer at its end.</summary>
    /// <returns>Null where there is no such segment.</returns>
    Task<ReadOnlyMemory<byte>?> ReadSegment(string name, long offset, int count, CancellationToken cancellation);

    /// <summary>Makes an object that never changes (<c>If-None-Match: *</c>), whole and durably.</summary>
    /// <returns>False where there is one of that name; it is left as it is.</returns>
    Task<bool> Create(LogArea area, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Puts an object of <see cref="LogArea.Live"/>, if what is there has the tag (null: if there is none).</summary>
    /// <returns>False where there is another one; it is left as it is.</returns>
    Task<bool> Replace(string name, ReadOnlyMemory<byte> bytes, string? tag, CancellationToken cancellation);

    /// <returns>Null where there is none.</returns>
    Task<StoredObject?> Get(LogArea area, string name, CancellationToken cancellation);

    /// <summary>Names that begin with the prefix, in the order of their characters.</summary>
    IAsyncEnumerable<string> List(LogArea area, string prefix, CancellationToken cancellation);
}

/// <summary>Parts of a log's storage that have different rules: container <c>audit-journal</c> and its siblings, or a folder each.</summary>
public enum LogArea
{
    /// <summary>Segments: appended to, never changed.</summary>
    Journal,

    /// <summary>Full tiles and bundles: created once.</summary>
    Tiles,

    /// <summary>Signed checkpoints and what others say of them: created once.</summary>
    Anchors,

    /// <summary>What can be rebuilt, and is replaced.</summary>
    Live,
}

/// <summary>What became of an append or of a seal.</summary>
public enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Done,

    /// <summary>The end is elsewhere: somebody else wrote, or an earlier try of ours did.</summary>
    Moved,

    /// <summary>Nothing can be appended to this segment any more.</summary>
    Sealed,

    /// <summary>There is no such segment.</summary>
    Missing,
}

/// <param name="Bytes">All of it.</param>
/// <param name="Tag">Changes with the bytes.</param>
public sealed record StoredObject(ReadOnlyMemory<byte> Bytes, string Tag);
