namespace CrowdControl.AuditLog.Tree;

/// <summary>That one tree is the beginning of another (RFC 6962 section 2.1.2, checked as in RFC 9162 section 2.1.4.2).</summary>
public static class ConsistencyProof
{
    /// <summary>Which nodes make the proof; none where the sizes are equal.</summary>
    /// <exception cref="ArgumentException">The old size is 0 or greater than the new one.</exception>
    public static ProofPlan Plan(ulong oldSize, ulong newSize)
    {
        if (oldSize == 0 || oldSize > newSize)
            throw new ArgumentException($"There is no consistency proof from size {oldSize} to {newSize}.", nameof(oldSize));

        var plan = new ProofPlan();
        var (from, to) = (0UL, newSize);
        while (oldSize != to)
        {
            var middle = from + ProofPlan.Split(to - from);
            if (oldSize <= middle)
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
        // What is left is a subtree of the old tree. Where it is the whole old tree, the checker knows its root already.
        if (from != 0) plan.Push(from, to);
        return plan.DeepestFirst();
    }

    /// <summary>Accepts a proof, or says what is wrong with it. Two node hashes at most per hash of the proof.</summary>
    /// <remarks>An old size of 0 is refused, because nothing is proved; a witness accepts it in its own layer.</remarks>
    /// <exception cref="FormatException">The proof does not hold; the message says why.</exception>
    public static void Check(ulong oldSize, ulong newSize, in Digest oldRoot, in Digest newRoot, ReadOnlySpan<Digest> proof)
    {
        if (oldSize == 0) throw new FormatException("A consistency proof from size 0 proves nothing.");
        if (oldSize > newSize) throw new FormatException($"The old size, {oldSize}, is greater than the new one, {newSize}.");
        if (oldSize == newSize)
        {
            if (!proof.IsEmpty) throw Length(oldSize, newSize, proof.Length);
            if (oldRoot != newRoot)
                throw new FormatException($"Two roots for size {oldSize}, of which only one can be true: {oldRoot} and {newRoot}.");
            return;
        }

        var (oldHash, newHash) = Reach(oldSize, newSize, oldRoot, proof);
        if (oldHash != oldRoot) throw Root(oldHash, oldSize, oldRoot);
        if (newHash != newRoot) throw Root(newHash, newSize, newRoot);
    }

    /// <summary>The root of the smaller tree that a proof shows below the root of the greater one, whatever anybody says it is: where that
    /// is another than the log signed, the log has signed two histories.</summary>
    /// <returns>Null where the proof does not lead to the new root, or takes the old root as given because the old size is a power of two.</returns>
    /// <exception cref="FormatException">The proof has the wrong length.</exception>
    public static Digest? OldRoot(ulong oldSize, ulong newSize, in Digest newRoot, ReadOnlySpan<Digest> proof)
    {
        if (oldSize == 0 || oldSize >= newSize || ulong.IsPow2(oldSize)) return null;
        var (oldHash, newHash) = Reach(oldSize, newSize, default, proof);
        return newHash == newRoot ? oldHash : null;
    }

    private static (Digest Old, Digest New) Reach(ulong oldSize, ulong newSize, in Digest oldRoot, ReadOnlySpan<Digest> proof)
    {
        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        if (node != 0 && proof.IsEmpty) throw Length(oldSize, newSize, 0);
        var used = node == 0 ? 0 : 1;
        var oldHash = node == 0 ? oldRoot : proof[0];
        var newHash = oldHash;
        while (last != 0)
        {
            if (used == proof.Length) throw Length(oldSize, newSize, proof.Length);
            var sibling = proof[used++];
            if ((node & 1) == 1 || node == last)
            {
                oldHash = TreeHash.Node(sibling, oldHash);
                newHash = TreeHash.Node(sibling, newHash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                newHash = TreeHash.Node(newHash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        if (used != proof.Length) throw Length(oldSize, newSize, proof.Length);
        return (oldHash, newHash);
    }

    private static FormatException Root(Digest reached, ulong size, Digest known) =>
        new($"The consistency proof leads to the root {reached} at size {size}, not to {known}.");

    private static FormatException Length(ulong oldSize, ulong newSize, int given) =>
        new($"The consistency proof from {oldSize} to {newSize} has another length than {given} hashes.");
}
