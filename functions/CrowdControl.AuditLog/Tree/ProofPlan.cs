using System.Numerics;

namespace CrowdControl.AuditLog.Tree;

/// <summary>
/// The nodes that a proof is made of, named before any is read: so one pass can fetch the tiles that hold them (<see cref="Needs"/>),
/// from a disk, from storage or from memory, and another make the hashes (<see cref="Fold"/>).
/// </summary>
public sealed class ProofPlan
{
    private readonly List<NodeId[]> _steps = [];

    internal ProofPlan()
    {
    }

    /// <summary>Hashes of the proof.</summary>
    public int Length => _steps.Count;

    /// <summary>Every node that <see cref="Fold"/> asks for; at most 64 + 63, each within the tree.</summary>
    public IEnumerable<NodeId> Needs => _steps.SelectMany(step => step);

    /// <summary>The proof. A hash at the tree's right edge is made of several nodes; every other one is a node.</summary>
    /// <param name="hashOf">Gives each node of <see cref="Needs"/>.</param>
    public Digest[] Fold(Func<NodeId, Digest> hashOf)
    {
        var proof = new Digest[_steps.Count];
        for (var i = 0; i < proof.Length; i++)
        {
            var nodes = _steps[i];
            proof[i] = hashOf(nodes[^1]);
            for (var n = nodes.Length - 2; n >= 0; n--) proof[i] = TreeHash.Node(hashOf(nodes[n]), proof[i]);
        }
        return proof;
    }

    /// <summary>The greatest power of two below a length of two or more.</summary>
    internal static ulong Split(ulong length) => 1UL << (63 - BitOperations.LeadingZeroCount(length - 1));

    internal void Push(ulong from, ulong to) => _steps.Add([.. NodeId.Cover(from, to)]);

    internal ProofPlan DeepestFirst()
    {
        _steps.Reverse();
        return this;
    }
}
