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
    private const int AtOnce = 2_000;

    /// <summary>Signs what is there, then reads every entry: its form, its time, its place in its stream, and the root over all of them.
    /// In memory of one read and of the streams' ends.</summary>
    public static async Task<RecordCheck> Of(SequencedLog log, CancellationToken cancellation)
    {
        var (tree, streams, last) = (new CompactRange(), new Dictionary<string, StreamPlace>(StringComparer.Ordinal), DateTimeOffset.MinValue);
        try
        {
            if (await log.Size(cancellation) is 0) return new RecordCheck(0, null, null);
            var signed = Checkpoint.Parse((await log.Publish(await log.Size(cancellation) - 1, cancellation)).Text);
            while (tree.Count < signed.Size)
            {
                var count = (int)Math.Min(AtOnce, signed.Size - tree.Count);
                foreach (var stored in await log.Reading.Read((long)tree.Count, count, cancellation))
                {
                    var leaf = Leaf.Parse(stored.Bytes.Span);
                    var due = Due(streams, leaf, stored.Index);
                    if (leaf.Place != due) return Bad(stored.Index, $"Its place in its stream is {leaf.Place}, and {due} is due.");
                    if (leaf.At < last) return Bad(stored.Index, "Its time is before that of the entry before it.");
                    last = leaf.At;
                    tree.Add(TreeHash.Leaf(stored.Bytes.Span));
                }
            }

            return tree.Root() == signed.Root
                ? new RecordCheck((long)signed.Size, null, null)
                : new RecordCheck((long)signed.Size, null, "The entries do not make the root that was signed.");
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return new RecordCheck((long)tree.Count, null, stopped.What);
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

    private static RecordCheck Bad(long index, string why) => new(index, index, why);
}
