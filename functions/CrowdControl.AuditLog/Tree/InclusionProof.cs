namespace CrowdControl.AuditLog.Tree;

/// <summary>That a leaf stands at an index of a tree (RFC 6962 section 2.1.1, checked as in RFC 9162 section 2.1.3.2).</summary>
public static class InclusionProof
{
    /// <summary>Which nodes make the proof; at most 64 hashes, the leaf's sibling first.</summary>
    /// <exception cref="ArgumentException">No such leaf in a tree of this size.</exception>
    public static ProofPlan Plan(ulong index, ulong size)
    {
        if (index >= size) throw new ArgumentException($"A tree of {size} leaves has no leaf {index}.", nameof(index));

        var plan = new ProofPlan();
        var (from, to) = (0UL, size);
        while (to - from > 1)
        {
            var middle = from + ProofPlan.Split(to - from);
            if (index < middle)
            {
                plan.Push(middle, to);
                to = middle;
            }
            else
            {
                plan.Push(from, middle);
                from = middle;
            }
        }
        return plan.DeepestFirst();
    }

    /// <summary>Accepts a proof, or says what is wrong with it. One node hash per hash of the proof.</summary>
    /// <param name="index">The leaf's index.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="leafHash"><see cref="TreeHash.Leaf"/> of the leaf.</param>
    /// <param name="proof">Hashes from the leaf's sibling up, of exactly the length that index and size ask for.</param>
    /// <param name="root">The root that the tree is known by.</param>
    /// <exception cref="FormatException">The proof does not hold; the message says why.</exception>
    public static void Check(ulong index, ulong size, in Digest leafHash, ReadOnlySpan<Digest> proof, in Digest root)
    {
        if (index >= size) throw new FormatException($"A tree of {size} leaves has no leaf {index}.");

        var (node, last, hash, used) = (index, size - 1, leafHash, 0);
        while (last != 0)
        {
            if (used == proof.Length) throw Length(index, size, proof.Length);
            if ((node & 1) == 1 || node == last)
            {
                hash = TreeHash.Node(proof[used++], hash);
                while ((node & 1) == 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = TreeHash.Node(hash, proof[used++]);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if (used != proof.Length) throw Length(index, size, proof.Length);
        if (hash != root)
            throw new FormatException($"The inclusion proof of leaf {index} leads to the root {hash}, not to {root} at size {size}.");
    }

    private static FormatException Length(ulong index, ulong size, int given) =>
        new($"The inclusion proof of leaf {index} in {size} has another length than {given} hashes.");
}
