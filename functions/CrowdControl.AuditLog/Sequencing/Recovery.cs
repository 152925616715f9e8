using System.Buffers.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Finds the place from which to read on: where the stored right edge ends, or the beginning where there is none to believe.</summary>
internal sealed class Recovery(ILogStore store, LogPaths paths)
{
    private readonly JournalReader _journal = new(store);

    /// <summary>A tip that the journal bears out. It reads the last two segments for their ids, and hashes no leaf.</summary>
    public async Task<Tip> Load(CancellationToken cancellation)
    {
        var stored = await store.Get(LogArea.Live, paths.RightEdge, cancellation);
        if (stored is not null && RightEdge.Read(stored.Bytes.Span) is { } tip && await Recall(tip, cancellation)) return tip;
        return Tip.OfNothing(paths);
    }

    private async Task<bool> Recall(Tip tip, CancellationToken cancellation)
    {
        if (tip.Size == 0) return false;
        Frame? last = null;
        foreach (var segment in new[] { tip.Place.Before, tip.Place.Segment })
        {
            if (segment is null) continue;
            var end = segment == tip.Place.Segment ? tip.Place.Position : long.MaxValue;
            for (var position = 0L; position < end;)
            {
                var slice = await _journal.Read(segment, position, cancellation);
                if (slice is null) return false;
                foreach (var frame in slice.Frames.TakeWhile(_ => position < end))
                {
                    if (last is not null && frame.Header.PreviousFrame != last.Trailer) return false;
                    if (Ids(frame) is not { } ids) return false;
                    var header = frame.Header;
                    tip.Recent.Add(new FrameAt(segment, position, frame.Bytes.Length, header.First, header.Count, header.NewRoot), ids);
                    position += frame.Bytes.Length;
                    last = frame;
                }
                if (slice.Wrong is not null && position < end) return false;
                if (!slice.More) break;
            }
        }
        return last is not null && last.Trailer == tip.Trailer && last.Header.NewRoot == tip.Root && last.Header.Commit + 1 == tip.Commits
            && last.Header.First + last.Header.Count == tip.Size && last.Header.UnixMs == tip.UnixMs && last.Header.Epoch == tip.Epoch;
    }

    private static Guid[]? Ids(Frame frame)
    {
        var ids = new List<Guid>(frame.Header.Count);
        try
        {
            foreach (var leaf in frame.Leaves())
                ids.Add(Utf8Parser.TryParse(LeafText.Read(leaf.Span).Id, out Guid id, out _, 'D') ? id : throw new FormatException());
        }
        catch (FormatException)
        {
            return null;
        }
        return [.. ids];
    }
}
