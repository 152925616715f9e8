using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Witnessing;

namespace CrowdControl.Witness.Cosigning;

/// <summary>Whether a checkpoint goes on from the one that was cosigned last. Rules only: no storage, no clock.</summary>
internal static class Judgement
{
    /// <param name="asked">Its signature was verified, and its old size is not above its size.</param>
    /// <param name="known">What was cosigned last; null for nothing, which is the empty tree.</param>
    /// <returns>Why not; null where it may be cosigned.</returns>
    public static CosigningAnswer? Refuse(AddCheckpointRequest asked, Head? known)
    {
        var (size, root) = known is null ? (0UL, TreeHash.Empty) : (known.Size, known.Root);
        if (asked.OldSize != size) return new CosigningAnswer.OtherSize(size);
        if (asked.Checkpoint.Size == 0 && asked.Checkpoint.Root != TreeHash.Empty)
            return new CosigningAnswer.Inconsistent("The checkpoint of size 0 does not have the root of the empty tree.");
        // Every tree goes on from the empty one. The proof layer refuses that size, since nothing would be proved.
        if (size == 0)
            return asked.Proof.Count == 0 ? null : new CosigningAnswer.Inconsistent("The proof from size 0 is not empty.");
        try
        {
            ConsistencyProof.Check(size, asked.Checkpoint.Size, root, asked.Checkpoint.Root, [.. asked.Proof]);
            return null;
        }
        catch (FormatException wrong)
        {
            return new CosigningAnswer.Inconsistent(wrong.Message);
        }
    }
}
