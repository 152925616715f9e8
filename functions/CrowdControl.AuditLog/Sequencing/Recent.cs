using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>What stands in the last two segments: ids, so that an entry tried again is not taken in twice, and where the frames are.</summary>
internal sealed class Recent
{
    private readonly List<FrameAt> _frames = [];
    private Segment _older = new(0);
    private Segment _newer = new(0);
    private string? _segment;

    public long? Find(Guid id) => _newer.Find(id) ?? _older.Find(id);

    /// <summary>A frame at the end. A segment's first lets go of all but the segment before.</summary>
    public void Add(FrameAt at, ReadOnlySpan<Guid> ids)
    {
        if (at.Segment != _segment)
        {
            _frames.RemoveAll(frame => frame.Segment != _segment);
            (_older, _newer, _segment) = (_newer, new Segment(at.First), at.Segment);
        }
        _newer.Add(ids);
        _frames.Add(at);
    }

    /// <summary>The frame that holds the entry; null where it is older.</summary>
    public FrameAt? Holding(long index)
    {
        var (low, high) = (0, _frames.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (index < _frames[middle].First) high = middle - 1;
            else if (index >= _frames[middle].End) low = middle + 1;
            else return _frames[middle];
        }
        return null;
    }

    /// <summary>The root that the log had at this size, where a frame of the last two segments ended there.</summary>
    public Digest? RootAt(long size) => size > 0 && Holding(size - 1) is { } frame && frame.End == size ? frame.NewRoot : null;

    /// <summary>The ids of a segment whose first entry has this index.</summary>
    private sealed class Segment(long first)
    {
        private readonly IdTable _ids = new();

        public long? Find(Guid id) => _ids.Find(id) is { } place ? first + place : null;

        public void Add(ReadOnlySpan<Guid> ids)
        {
            foreach (var id in ids) _ids.Add(id);
        }
    }
}
