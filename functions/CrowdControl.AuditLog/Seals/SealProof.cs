using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Seals;

/// <summary>Shows an item of a seal.</summary>
/// <param name="Item">Which.</param>
/// <param name="Index">Where in the list.</param>
/// <param name="Hashes">Inclusion proof in the list's tree: 32 bytes for each doubling of the number of streams.</param>
public sealed record SealProof(SealItem Item, ulong Index, IReadOnlyList<Digest> Hashes)
{
    /// <summary>Accepts the proof against what a streams.seal leaf says, or says what is wrong.</summary>
    /// <exception cref="FormatException">It does not hold.</exception>
    public void Check(SealStatement seal)
    {
        if ((ulong)Item.Last >= seal.LogSize)
            throw new FormatException($"The item of {Item.Stream} speaks of entry {Item.Last}, and the seal of the first {seal.LogSize}.");
        InclusionProof.Check(Index, seal.Streams, Item.Hash(), [.. Hashes], seal.Root);
    }
}

/// <summary>Shows that a seal has no item for a stream: the two between which it would stand are neighbours.</summary>
/// <param name="Stream">The one that is absent.</param>
/// <param name="Before">The last item before it; null where it would be the first.</param>
/// <param name="After">The first item after it; null where it would be the last.</param>
public sealed record AbsenceProof(string Stream, SealProof? Before, SealProof? After)
{
    /// <summary>Accepts the proof against what a streams.seal leaf says, or says what is wrong.</summary>
    /// <exception cref="FormatException">It does not hold.</exception>
    public void Check(SealStatement seal)
    {
        Before?.Check(seal);
        After?.Check(seal);
        if (Before is not null && SealItem.Compare(Before.Item.Stream, Stream) >= 0)
            throw new FormatException($"{Before.Item.Stream} does not stand before {Stream}.");
        if (After is not null && SealItem.Compare(After.Item.Stream, Stream) <= 0)
            throw new FormatException($"{After.Item.Stream} does not stand after {Stream}.");

        // From here on the places are true: where a neighbour is missing, the list has to end.
        var from = Before is null ? 0 : Before.Index + 1;
        var to = After?.Index ?? seal.Streams;
        if (from != to) throw new FormatException($"Between places {from} and {to} of the seal something is kept back.");
        if (seal.Streams == 0 && seal.Root != TreeHash.Empty)
            throw new FormatException("A seal without streams has the root of the empty tree.");
    }
}
