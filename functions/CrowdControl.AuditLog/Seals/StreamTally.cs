using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Seals;

/// <summary>Follows every stream through the log, entry by entry, and holds each entry's counter to it.</summary>
/// <remarks>Constant time per entry; memory for each stream, none for an entry. Not safe for several threads.</remarks>
public sealed class StreamTally
{
    // By the name as it stands in the leaf: escaped where JSON escapes, hence one key per stream without decoding.
    private readonly Dictionary<string, (long Number, long Last)> _streams = new(StringComparer.Ordinal);

    /// <summary>From the first entry on.</summary>
    public StreamTally()
    {
    }

    /// <summary>From a seal on: what follows is the entry after the last one that the seal speaks of.</summary>
    public StreamTally(StreamSeal from)
    {
        foreach (var item in from.Items) _streams[Escaped(item.Stream)] = (item.Number, item.Last);
    }

    /// <summary>Streams so far.</summary>
    public int Count => _streams.Count;

    /// <summary>Takes the next entry.</summary>
    /// <param name="index">The entry's.</param>
    /// <param name="leaf">Its text.</param>
    /// <exception cref="FormatException">Its counter does not follow, or does not point at the stream's previous entry.</exception>
    public void Add(ulong index, in LeafText leaf)
    {
        Span<char> name = stackalloc char[leaf.Stream.Length <= 256 ? 256 : leaf.Stream.Length];
        name = name[..Encoding.UTF8.GetChars(leaf.Stream, name)];
        var known = _streams.GetAlternateLookup<ReadOnlySpan<char>>();
        var (number, last) = known.TryGetValue(name, out var before) ? before : (-1L, -1L);
        if (leaf.Number != number + 1 || leaf.Previous != last)
            throw new FormatException(
                $"Entry {index}: in {name} number {number + 1} after index {last} belongs there, not {leaf.Number} after {leaf.Previous}.");
        known[name] = (leaf.Number, (long)index);
    }

    /// <summary>The place of the stream's next entry.</summary>
    public StreamPlace Next(string stream)
    {
        var (number, last) = _streams.TryGetValue(Escaped(stream), out var before) ? before : (-1L, -1L);
        return new StreamPlace(stream, number + 1, last);
    }

    /// <summary>All streams as they stand now. Linear, apart from the sorting.</summary>
    public StreamSeal Seal() => new(_streams.Select(stream =>
        new SealItem(LeafCursor.Decode(Encoding.UTF8.GetBytes(stream.Key)), stream.Value.Number, stream.Value.Last)));

    private static string Escaped(string stream) => Encoding.UTF8.GetString(CanonicalJson.Write(stream).AsSpan()[1..^1]);
}
