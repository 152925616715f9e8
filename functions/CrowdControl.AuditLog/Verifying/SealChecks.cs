using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Seals;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds what a streams.seal entry says to the streams as the entries make them, and the stored lists to that.</summary>
internal sealed class SealChecks(ExportedLog log, ulong size, Inventory files)
{
    private readonly BundleReader _back = new(log, size);
    private readonly HashSet<string> _unspoken = [.. files.SealLists];
    private readonly HashSet<DateOnly> _sealed = [];

    /// <summary>Seals that hold.</summary>
    public int Count { get; private set; }

    /// <summary>Days whose list no entry speaks of.</summary>
    public IReadOnlyCollection<string> Unspoken => _unspoken;

    /// <param name="index">The seal's own entry.</param>
    /// <param name="text">Its statement.</param>
    /// <param name="tally">The streams up to and with that entry.</param>
    /// <exception cref="FormatException">The seal is false.</exception>
    public void Check(ulong index, string text, StreamTally tally)
    {
        var statement = SealStatement.Parse(text);
        if (statement.LogSize > index)
            throw new FormatException($"The seal at entry {index} speaks of {statement.LogSize} entries, of which some came later.");
        var seal = At(statement.LogSize, index, tally);
        if ((ulong)seal.Items.Count != statement.Streams || seal.Root != statement.Root)
            throw new FormatException($"The seal at entry {index} is not that of the first {statement.LogSize} entries: it leaves out or "
                + "invents.");
        Count++;
        // The day's list is that of the day's first seal; further ones are made when a disclosure asks for them, and keep none here.
        if (!_sealed.Add(statement.Day)) return;
        var name = ExportName.SealList(statement.Day);
        if (log.Read(name) is not { } stored) return;
        if (!stored.AsSpan().SequenceEqual(seal.ToLines()))
            throw Refused.At(index, name, $"The list is not the one that entry {index} sealed.");
        _unspoken.Remove(name["streams/".Length..^".jsonl".Length]);
    }

    /// <summary>The streams as they stood at a smaller size: what came since says what was before it.</summary>
    private StreamSeal At(ulong earlier, ulong index, StreamTally tally)
    {
        var before = new Dictionary<string, SealItem?>(StringComparer.Ordinal);
        for (var later = index; ; later--)
        {
            if (later < earlier) break;
            var leaf = LeafText.Read(_back.Entry(later));
            var stream = LeafCursor.Decode(leaf.Stream);
            before[stream] = leaf.Number == 0 ? null : new SealItem(stream, leaf.Number - 1, leaf.Previous);
            if (later == 0) break;
        }
        return new StreamSeal(tally.Seal().Items
            .Select(item => before.TryGetValue(item.Stream, out var was) ? was : item).OfType<SealItem>());
    }
}
