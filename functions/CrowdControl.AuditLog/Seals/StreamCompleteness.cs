using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Seals;

/// <summary>That the entries shown of a stream are all of them.</summary>
public static class StreamCompleteness
{
    /// <summary>Accepts entries that are the stream's from the first to the sealed one, and those that came later without a gap.</summary>
    /// <param name="item">The stream's item in a seal, which has been checked (<see cref="SealProof.Check"/>).</param>
    /// <param name="entries">Index and place of each entry shown, in order; each is known to be in the log.</param>
    /// <exception cref="FormatException">One is missing, stands twice or is of another stream; the message names the first place.</exception>
    public static void Check(SealItem item, IReadOnlyList<(ulong Index, StreamPlace Place)> entries)
    {
        var previous = -1L;
        for (var n = 0; n < entries.Count; n++)
        {
            var (index, place) = entries[n];
            if (place.Stream != item.Stream) throw new FormatException($"Entry {index} is of {place.Stream}, not of {item.Stream}.");
            if (place.Number != n || place.Previous != previous || index > long.MaxValue || (long)index <= previous)
                throw new FormatException($"{item.Stream}: number {n} is missing; number {place.Number} at index {index} stands there.");
            previous = (long)index;
            if (n == item.Number && previous != item.Last)
                throw new FormatException($"{item.Stream}: number {n} is sealed at index {item.Last}, and shown at {index}.");
        }
        if (entries.Count <= item.Number)
            throw new FormatException($"{item.Stream}: {item.Number + 1} entries are sealed, and {entries.Count} are shown.");
    }
}
