namespace CrowdControl.AuditLog;

/// <summary>What a writer knows of the log's end. The append's position condition, not this, decides who writes.</summary>
internal sealed class LogHead(LogCursor at, int blocks, DateOnly day, bool full, Dictionary<string, LogReceipt> recent)
{
    public LogCursor At { get; private set; } = at;

    public int Blocks { get; private set; } = blocks;

    public DateOnly Day { get; } = day;

    /// <summary>True once the segment was sealed: nothing can be appended to it any more.</summary>
    public bool Sealed { get; set; } = full;

    public bool Due(DateOnly today) => Sealed || Blocks >= Segment.FullAt || (today > Day && At.Offset > 0);

    public LogReceipt? Known(string id) => recent.GetValueOrDefault(id);

    public void Advance(IEnumerable<StoredEntry> entries, LogCursor to, int blocks)
    {
        foreach (var entry in entries) recent[entry.Id] = new LogReceipt(entry.Index, entry.Hash);
        At = to;
        Blocks += blocks;
    }

    public LogHead Rolled(string segment, DateOnly today, int keep) =>
        new(At with { Segment = segment, Offset = 0 }, 0, today, false,
            recent.Where(entry => entry.Value.Index >= At.Index - keep).ToDictionary());
}
