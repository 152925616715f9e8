using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Seals;

/// <summary>The list of all streams at one moment, and the tree over it.</summary>
/// <remarks>
/// That the list is in order and leaves no stream out is checked by those who read the whole log; those who are shown an item or an
/// absence rely on it, and on the seal's leaf being in a log that others watch.
/// </remarks>
public sealed class StreamSeal
{
    private readonly MemoryTree _tree = new();

    /// <param name="items">In any order.</param>
    /// <exception cref="ArgumentException">A stream stands twice.</exception>
    public StreamSeal(IEnumerable<SealItem> items)
    {
        Items = [.. items.Order(Comparer<SealItem>.Create((a, b) => SealItem.Compare(a.Stream, b.Stream)))];
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0 && Items[i].Stream == Items[i - 1].Stream)
                throw new ArgumentException($"The stream {Items[i].Stream} stands twice.", nameof(items));
            _tree.Add(Items[i].Hash());
        }
    }

    /// <summary>Ordered by the UTF-8 bytes of their streams.</summary>
    public IReadOnlyList<SealItem> Items { get; }

    /// <summary>Of the tree over the items' canonical JSON.</summary>
    public Digest Root => _tree.Root();

    /// <summary>What the seal's leaf says of the list.</summary>
    public SealStatement StatementOf(DateOnly day) => new(day, LogSize, (ulong)Items.Count, Root);

    /// <summary>Entries that the list speaks of: the last of them is the last of its own stream.</summary>
    public ulong LogSize => Items.Count == 0 ? 0 : (ulong)Items.Max(item => item.Last) + 1;

    /// <summary>The list as it is stored: one item on each line, each with its line feed.</summary>
    public byte[] ToLines() => [.. Items.SelectMany(item => (byte[])[.. item.ToBytes(), (byte)'\n'])];

    /// <summary>Reads a stored list; each line in its one spelling, and the lines in order.</summary>
    /// <exception cref="FormatException">The message names the first bad line.</exception>
    public static StreamSeal Parse(ReadOnlySpan<byte> lines)
    {
        var items = new List<SealItem>();
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            if (end < 0) throw new FormatException("The seal does not end with a line feed.");
            var item = ParseLine(lines[..end], items.Count + 1);
            if (items.Count > 0 && SealItem.Compare(items[^1].Stream, item.Stream) >= 0)
                throw new FormatException($"Line {items.Count + 1} of the seal is not in the order of the streams.");
            items.Add(item);
            lines = lines[(end + 1)..];
        }
        return new StreamSeal(items);
    }

    /// <summary>What shows how far a stream had come.</summary>
    /// <returns>Null where the seal has no such stream: see <see cref="ProveAbsence"/>.</returns>
    public SealProof? Prove(string stream)
    {
        var at = Position(stream);
        return at < Items.Count && Items[at].Stream == stream ? Prove(at) : null;
    }

    /// <summary>What shows that there was no such stream.</summary>
    /// <exception cref="ArgumentException">There was.</exception>
    public AbsenceProof ProveAbsence(string stream)
    {
        var at = Position(stream);
        if (at < Items.Count && Items[at].Stream == stream) throw new ArgumentException($"The seal has the stream {stream}.", nameof(stream));
        return new AbsenceProof(stream, at > 0 ? Prove(at - 1) : null, at < Items.Count ? Prove(at) : null);
    }

    private static SealItem ParseLine(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return SealItem.Parse(line);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"Line {number} of the seal: {wrong.Message}", wrong);
        }
    }

    private SealProof Prove(int at) => new(Items[at], (ulong)at, _tree.Prove((ulong)at, _tree.Size));

    /// <summary>Where the stream stands, or would stand. Logarithmic.</summary>
    private int Position(string stream)
    {
        var (from, to) = (0, Items.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (SealItem.Compare(Items[middle].Stream, stream) < 0) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
