using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Functions.Auditing;

/// <summary>What reading the whole log found.</summary>
/// <param name="FirstBad">The first entry that is wrong, where it can be told.</param>
internal sealed record RecordCheck(long Entries, long? FirstBad, string? Why)
{
    private const int AtOnce = 2_048;

    /// <summary>Of the nodes over a tile's 256 entries.</summary>
    private const int BundleLevel = 8;

    /// <summary>Signs what is there, then reads every entry: its form, its time, its place in its stream, and the root over all of them.
    /// In memory of one read and of the streams' ends.</summary>
    public static async Task<RecordCheck> Of(SequencedLog log, CancellationToken cancellation)
    {
        var (tree, bundles, streams, last) = (new CompactRange(), new List<Digest>(), new Dictionary<string, StreamPlace>(StringComparer.Ordinal), DateTimeOffset.MinValue);
        var completed = new Digest[64];
        try
        {
            if (await log.Size(cancellation) is 0) return new RecordCheck(0, null, null);
            var signed = Checkpoint.Parse((await log.Publish(await log.Size(cancellation) - 1, cancellation)).Text);
            while (tree.Count < signed.Size)
            {
                var count = (int)Math.Min(AtOnce, signed.Size - tree.Count);
                var read = await log.Reading.Read((long)tree.Count, count, cancellation);
                var hashes = await log.Reading.Hashes(0, (long)tree.Count, read.Count, cancellation);
                foreach (var (stored, hash) in read.Zip(hashes))
                {
                    if (TreeHash.Leaf(stored.Bytes.Span) != hash)
                        return Bad(stored.Index, "It is not the entry whose hash the tree holds: one of both was changed.");
                    var leaf = Leaf.Parse(stored.Bytes.Span);
                    var due = Due(streams, leaf, stored.Index);
                    if (leaf.Place != due) return Bad(stored.Index, $"Its place in its stream is {leaf.Place}, and {due} is due.");
                    if (leaf.At < last) return Bad(stored.Index, "Its time is before that of the entry before it.");
                    last = leaf.At;
                    if (tree.Add(hash, completed) >= BundleLevel) bundles.Add(completed[BundleLevel - 1]);
                }
            }

            return tree.Root() == signed.Root
                ? new RecordCheck((long)signed.Size, null, null)
                : await Other(log, bundles, (long)signed.Size, cancellation);
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return new RecordCheck((long)tree.Count, stopped.Index, stopped.What);
        }
        catch (FormatException wrong)
        {
            return Bad((long)tree.Count, wrong.Message);
        }
    }

    private static StreamPlace Due(Dictionary<string, StreamPlace> streams, Leaf leaf, long index)
    {
        var stream = leaf.Place.Stream;
        var due = streams.TryGetValue(stream, out var before) ? new StreamPlace(stream, before.Number + 1, before.Previous) : new StreamPlace(stream, 0, -1);
        streams[stream] = new StreamPlace(stream, due.Number, index);
        return due;
    }

    /// <summary>Entries and their hashes agree, and the root is another: whoever changed both left the tiles above them as they were, or signed.</summary>
    private static async Task<RecordCheck> Other(SequencedLog log, List<Digest> bundles, long size, CancellationToken cancellation)
    {
        var stored = await log.Reading.Hashes(BundleLevel, 0, bundles.Count, cancellation);
        var first = bundles.Zip(stored).TakeWhile(pair => pair.First == pair.Second).Count();
        return first == bundles.Count
            ? new RecordCheck(size, null, "The entries do not make the root that was signed.")
            : new RecordCheck(size, (long)first << BundleLevel, $"One of the {1 << BundleLevel} entries from here on was changed, and its hash with it.");
    }

    private static RecordCheck Bad(long index, string why) => new(index, index, why);
}
