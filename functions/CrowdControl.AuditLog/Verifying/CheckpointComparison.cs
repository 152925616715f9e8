using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>How two checkpoints of one log stand to each other.</summary>
public enum Relation
{
    /// <summary>What is there does not tell.</summary>
    Unknown,

    /// <summary>The greater goes on from the smaller.</summary>
    Consistent,

    /// <summary>Not both can be true, whoever says them.</summary>
    Contradictory,
}

/// <summary>What the comparison of two checkpoints found.</summary>
/// <param name="Relation">How they stand to each other.</param>
/// <param name="Smaller">The one of fewer entries.</param>
/// <param name="Greater">The other one.</param>
/// <param name="RootBefore">The root that the greater one's tree had at the smaller size, where it is known.</param>
/// <param name="Proof">Leads from that root to the greater one's.</param>
/// <param name="BothSigned">Whether a key that the policy knows signed both: only then is a contradiction the log's own doing.</param>
/// <param name="Findings">Signatures that do not hold, and what is lacking.</param>
public sealed record CheckpointComparison(
    Relation Relation, CheckpointFile Smaller, CheckpointFile Greater, Digest? RootBefore, IReadOnlyList<Digest> Proof, bool BothSigned,
    IReadOnlyList<Finding> Findings)
{
    /// <summary>Compares.</summary>
    public static CheckpointComparison Of(CheckpointFile first, CheckpointFile second, TrustPolicy? policy)
    {
        var (smaller, greater) = first.Checkpoint.Size <= second.Checkpoint.Size ? (first, second) : (second, first);
        var findings = new List<Finding>();
        foreach (var side in new[] { first, second }) Judge(side, policy, findings);
        var bothSigned = policy is not null && findings.Count == 0;
        if (policy is null) findings.Add(Finding.Lacking(first.Where, "Without a trust policy no signature was judged. Give --policy."));
        var (relation, root, proof) = (Relation.Unknown, (Digest?)null, (IReadOnlyList<Digest>)[]);
        try
        {
            if (smaller.Checkpoint.Origin != greater.Checkpoint.Origin)
                throw new FormatException($"This is of {greater.Checkpoint.Origin}, and {smaller.Where} of {smaller.Checkpoint.Origin}: "
                    + "two logs.");
            (root, proof) = Link(smaller, greater, findings);
            if (root is not null) relation = root == smaller.Checkpoint.Root ? Relation.Consistent : Relation.Contradictory;
        }
        catch (FormatException wrong)
        {
            findings.Add(Finding.Wrong(greater.Where, wrong.Message));
        }
        return new CheckpointComparison(relation, smaller, greater, root, proof, bothSigned, findings);
    }

    /// <returns>The root that the greater one's tree has at the smaller size, and the way from there; null where nothing tells.</returns>
    private static (Digest?, IReadOnlyList<Digest>) Link(CheckpointFile smaller, CheckpointFile greater, List<Finding> findings)
    {
        var (old, now) = (smaller.Checkpoint, greater.Checkpoint);
        if (old.Size == now.Size) return (now.Root, []);
        if (old.Size == 0)
        {
            findings.Add(Finding.Lacking(smaller.Where, "A log without entries is the beginning of every log: this shows nothing."));
            return (null, []);
        }
        if (greater.Log is not null) return greater.Before(old.Size);
        if (greater.OldSize is not { } from)
        {
            findings.Add(Finding.Lacking(greater.Where,
                $"There is no consistency proof from size {old.Size} to {now.Size}: give a file with one (\"old {old.Size}\" in its first "
                    + "line), or the exported log."));
            return (null, []);
        }
        if (from != old.Size) throw new FormatException($"The proof is from size {from}, and {smaller.Where} is of size {old.Size}.");
        if (ConsistencyProof.OldRoot(old.Size, now.Size, now.Root, [.. greater.Proof]) is { } root) return (root, greater.Proof);
        ConsistencyProof.Check(old.Size, now.Size, old.Root, now.Root, [.. greater.Proof]);
        return (old.Root, greater.Proof);
    }

    private static void Judge(CheckpointFile side, TrustPolicy? policy, List<Finding> findings)
    {
        try
        {
            policy?.VerifyLog(side.Note);
        }
        catch (FormatException wrong)
        {
            findings.Add(Finding.Wrong(side.Where, wrong.Message));
        }
    }
}
