using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Notes;

/// <summary>Whom a verifier believes: keys of logs, witnesses, and how many of those it takes.</summary>
/// <remarks>C2SP tlog-policy, and #cc lines of our own for what it has no word for.</remarks>
public sealed class TrustPolicy
{
    internal TrustPolicy(
        IReadOnlyList<PolicyLog> logs,
        IReadOnlyList<PolicyWitness> witnesses,
        IReadOnlyList<PolicyAnchor> anchors,
        PolicyMember? quorum) => (Logs, Witnesses, Anchors, Quorum) = (logs, witnesses, anchors, quorum);

    /// <summary>Each key of a log; while keys change, a log has several.</summary>
    public IReadOnlyList<PolicyLog> Logs { get; }

    /// <summary>Each witness, in the order of the file.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses { get; }

    /// <summary>Time stamp authorities and ledgers, which C2SP has no word for.</summary>
    public IReadOnlyList<PolicyAnchor> Anchors { get; }

    /// <summary>Which witnesses it takes; null for none.</summary>
    public PolicyMember? Quorum { get; }

    /// <summary>Reads a policy. A line that is not understood is refused, because a rule passed over is a rule broken.</summary>
    /// <exception cref="FormatException">The message names the line and says why.</exception>
    public static TrustPolicy Parse(ReadOnlySpan<byte> bytes) => new TrustPolicyReader().Read(bytes);

    /// <summary>Accepts a checkpoint that the log signed and that enough witnesses cosigned.</summary>
    /// <exception cref="FormatException">One of both does not hold; the message says what.</exception>
    public TrustedCheckpoint Verify(SignedNote note)
    {
        var trusted = VerifyLog(note);
        return trusted.QuorumReached
            ? trusted
            : throw new FormatException(
                $"Too few witnesses cosigned size {trusted.Checkpoint.Size}: {trusted.Cosignatures.Count}, where {Quorum} is asked for.");
    }

    /// <summary>Accepts a checkpoint that the log signed, and tells which witnesses did. A known key's bad signature refuses it.</summary>
    /// <exception cref="FormatException">It is no checkpoint, of a log that is not known, or a signature does not hold.</exception>
    public TrustedCheckpoint VerifyLog(SignedNote note)
    {
        var checkpoint = Checkpoint.Parse(note.Text);
        if (checkpoint.Size == 0 && checkpoint.Root != TreeHash.Empty)
            throw new FormatException("The checkpoint of size 0 does not have the root of the empty tree.");
        var logs = Logs.Where(log => log.Key.Name == checkpoint.Origin).ToList();
        if (logs.Count == 0) throw new FormatException($"The policy knows no log {checkpoint.Origin}.");

        var verified = note.Verify([.. logs.Select(log => log.Key), .. Witnesses.Select(witness => witness.Key)]);
        var keys = logs.Where(log => verified.Any(signature => signature.Key == log.Key)).ToList();
        if (keys.Count == 0) throw new FormatException($"No key of {checkpoint.Origin} signed the checkpoint.");
        if (!keys.Any(log => log.IsValidAt(checkpoint.Size)))
            throw new FormatException($"The key {keys[0].Key.Id:x8} is not valid at size {checkpoint.Size}.");

        var cosigned = (from witness in Witnesses
                        from signature in verified
                        where signature.Key == witness.Key
                        select new VerifiedCosignature(witness, signature.Time!.Value)).ToList();
        var names = cosigned.Select(cosignature => cosignature.Witness.Name).ToHashSet(StringComparer.Ordinal);
        return new TrustedCheckpoint(checkpoint, note, cosigned, Quorum is null || Quorum.IsReachedBy(names));
    }
}

/// <summary>A checkpoint that the log's key holds for.</summary>
/// <param name="Checkpoint">What it says.</param>
/// <param name="Note">As it stands.</param>
/// <param name="Cosignatures">Those of known witnesses; all hold.</param>
/// <param name="QuorumReached">Whether they are as many as the policy asks for.</param>
public sealed record TrustedCheckpoint(
    Checkpoint Checkpoint, SignedNote Note, IReadOnlyList<VerifiedCosignature> Cosignatures, bool QuorumReached);

/// <summary>A witness's signature that holds.</summary>
/// <param name="Witness">Whose.</param>
/// <param name="Time">When, in seconds since 1970: the checkpoint is not younger.</param>
public sealed record VerifiedCosignature(PolicyWitness Witness, ulong Time);
