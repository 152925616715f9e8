using CrowdControl.AuditLog.Leaves;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds the times that entries claim to what parties outside knew and when they knew it.</summary>
internal sealed class TimeChecks(ExportedLog log, ulong size, IReadOnlyList<Anchor> anchors)
{
    /// <summary>How far the log's clock may be off theirs.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>How long an entry may have waited to be shown to a witness.</summary>
    private static readonly TimeSpan ShowingTolerance = TimeSpan.FromMinutes(15);

    private readonly BundleReader _entries = new(log, size);
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The recorded anchors that are at hand.</summary>
    public IReadOnlyList<(ulong Index, Anchor Anchor)> Recorded { get; private set; } = [];

    public void Run(IReadOnlyList<RecordedAnchor> recorded)
    {
        foreach (var anchor in anchors.Where(anchor => anchor.Size > 0 && anchor.Size <= size)
            .OrderBy(anchor => anchor.Size)) Covered(anchor);
        var byHash = anchors.Where(anchor => anchor.Hash is not null).DistinctBy(anchor => anchor.Hash)
            .ToDictionary(anchor => anchor.Hash!, StringComparer.Ordinal);
        var found = new List<(ulong, Anchor)>();
        var missing = 0;
        foreach (var entry in recorded)
            if (byHash.TryGetValue(entry.Hash, out var anchor)) found.Add((entry.Index, After(entry, anchor)));
            else missing++;
        Recorded = found;
        if (missing > 0)
            _findings.Add(Finding.Remark("tsr/",
                $"{missing} of the anchors that the log itself recorded are not here, or not believed: they bound no times."));
    }

    /// <summary>The entry was written after the anchor was there, and so was every later one.</summary>
    private Anchor After(RecordedAnchor entry, Anchor anchor)
    {
        if (entry.At < anchor.Earliest - ClockTolerance)
            _findings.Add(Finding.At(entry.Index, anchor.Where,
                $"Entry {entry.Index} claims {Timestamp.Write(entry.At)} and names an anchor of {Timestamp.Write(anchor.Time)}: it was "
                    + "dated back."));
        return anchor;
    }

    private void Covered(Anchor anchor)
    {
        var last = At(anchor.Size - 1);
        if (last > anchor.Latest + ClockTolerance)
            _findings.Add(Finding.At(FirstAfter(anchor.Latest + ClockTolerance, anchor.Size), anchor.Where,
                $"{anchor.Who} knew the first {anchor.Size} entries at {Timestamp.Write(anchor.Time)}, and one claims a later time."));
        // A witness signs the greatest size it knows; a stamp may be renewed much later, and says nothing about what followed.
        if (anchor.Kind != AnchorSort.Cosignature || anchor.Size == size) return;
        var next = At(anchor.Size);
        if (next >= anchor.Time - ShowingTolerance) return;
        _findings.Add(new Finding(Gravity.Lacking, anchor.Where,
            $"Entry {anchor.Size} claims {Timestamp.Write(next)}, and {anchor.Who} knew no such entry at {Timestamp.Write(anchor.Time)}: "
            + "it was dated back, or kept from the witness all that time.", anchor.Size, anchor.Size));
    }

    private DateTimeOffset At(ulong index) => LeafText.Read(_entries.Entry(index)).At;

    /// <summary>The first entry past a time; times ascend.</summary>
    private ulong FirstAfter(DateTimeOffset time, ulong end)
    {
        var from = 0UL;
        while (from < end)
        {
            var middle = from + (end - from) / 2;
            if (At(middle) > time) end = middle;
            else from = middle + 1;
        }
        return from;
    }
}
