using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>What a log is called, who signs for it, and how often.</summary>
/// <param name="Log">Its folder on storage, such as log1.</param>
/// <param name="Origin">Its name in checkpoints and of its keys, such as audit.exmoor.police.example/log/1.</param>
public sealed record LogSettings(string Log, string Origin)
{
    /// <summary>The keys that sign: one, or two while an old key gives way to a new one. Asked for at each signature.</summary>
    public required Func<IReadOnlyList<ICheckpointSigner>> Signers { get; init; }

    /// <summary>Keys that signed in the past; their checkpoints are believed, too. Asked for at each checkpoint that is read.</summary>
    public Func<IReadOnlyList<VerifierKey>> FormerKeys { get; init; } = () => [];

    /// <summary>Time between two publications while entries come in.</summary>
    public TimeSpan Grid { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an entry waits for company where others came in with it. An entry that comes alone, or finds an append under
    /// way, loses nothing by it; zero is right where appends cost no money.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.Zero;

    /// <summary>Full tiles that may wait for the grid before they are written at once: 256 are some 65,000 entries, which a large import
    /// takes in first and publishes then.</summary>
    public int MostTilesWaiting { get; init; } = 256;

    /// <summary>Called before a segment is left, with the index of the segment's first entry: afterwards the log tells ids from this
    /// segment and the next alone, so that what came before has to be found elsewhere by then. Appends wait for it, and fail where it
    /// fails.</summary>
    public Func<long, CancellationToken, Task>? Rolling { get; init; }

    /// <summary>Asks the witnesses, on the grid alone; given the signed checkpoint once it is stored, returns it with cosignatures.</summary>
    public Func<SignedNote, CancellationToken, Task<SignedNote>>? Witnesses { get; init; }

    /// <summary>Takes a lease that all instances share, if nobody holds it (<see cref="BlobLease"/>): who is about to sign, or lost several
    /// races, waits a while for its turn. Safety never rests on it; null where one instance writes.</summary>
    public Func<CancellationToken, Task<IAsyncDisposable?>>? Lease { get; init; }

    /// <summary>The checkpoint that a closed log ended with; null for one that goes on. What stands after it is not read, and nothing is
    /// written: neither entries nor signatures.</summary>
    public SignedNote? EndsWith { get; init; }

    internal LogPaths Paths => new(Log);
}
