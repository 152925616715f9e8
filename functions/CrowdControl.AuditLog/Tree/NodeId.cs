namespace CrowdControl.AuditLog.Tree;

/// <summary>A perfect subtree: the one over the leaves Index * 2^Level to (Index + 1) * 2^Level, end excluded.</summary>
/// <param name="Level">0 for leaf hashes, up to 63.</param>
/// <param name="Index">Counted from 0 on each level.</param>
public readonly record struct NodeId(int Level, ulong Index)
{
    /// <summary>The perfect subtrees, largest first, that together cover [from, to) where <paramref name="from"/> is a multiple of
    /// the largest power of two within the length. As many as the length has bits that are set.</summary>
    internal static IEnumerable<NodeId> Cover(ulong from, ulong to)
    {
        while (from < to)
        {
            var level = 63 - System.Numerics.BitOperations.LeadingZeroCount(to - from);
            yield return new NodeId(level, from >> level);
            from += 1UL << level;
        }
    }
}
