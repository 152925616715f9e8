namespace CrowdControl.AuditLog.Verifying;

/// <summary>Between which times, by the clocks of parties outside, entries were written.</summary>
/// <param name="From">The first of the entries.</param>
/// <param name="To">The last of them.</param>
/// <param name="After">An anchor that was recorded in the log before them or with the first; null where none was.</param>
/// <param name="Before">The earliest anchor that covers them; null where none does.</param>
public sealed record TimeBracket(ulong From, ulong To, Anchor? After, Anchor? Before)
{
    /// <summary>Parts the log's entries by their brackets; of each run of entries between the same two anchors one.</summary>
    /// <param name="size">Entries of the log.</param>
    /// <param name="anchors">Those that hold.</param>
    /// <param name="recorded">Which of them the log itself recorded, and where; in order.</param>
    internal static IReadOnlyList<TimeBracket> Of(
        ulong size, IReadOnlyList<Anchor> anchors, IReadOnlyList<(ulong Index, Anchor Anchor)> recorded)
    {
        var covering = Covering(size, anchors);
        var brackets = new List<TimeBracket>();
        var (from, after, next, cover) = (0UL, (Anchor?)null, 0, 0);
        while (from < size)
        {
            while (next < recorded.Count && recorded[next].Index <= from)
            {
                var anchor = recorded[next++].Anchor;
                if (after is null || anchor.Earliest > after.Earliest) after = anchor;
            }
            while (cover < covering.Count && covering[cover].Size <= from) cover++;
            var before = cover < covering.Count ? covering[cover] : null;
            var end = Math.Min(next < recorded.Count ? recorded[next].Index : size, before?.Size ?? size);
            if (brackets.Count > 0 && brackets[^1].After == after
                && brackets[^1].Before == before) brackets[^1] = brackets[^1] with { To = end - 1 };
            else brackets.Add(new TimeBracket(from, end - 1, after, before));
            from = end;
        }
        return brackets;
    }

    /// <summary>Of each size the earliest anchor that covers it: ascending in size and in time.</summary>
    private static List<Anchor> Covering(ulong size, IReadOnlyList<Anchor> anchors)
    {
        var kept = new List<Anchor>();
        var fitting = anchors.Where(anchor => anchor.Size > 0 && anchor.Size <= size);
        foreach (var anchor in fitting.OrderByDescending(anchor => anchor.Size).ThenBy(anchor => anchor.Latest))
            if (kept.Count == 0 || anchor.Latest < kept[^1].Latest) kept.Add(anchor);
        kept.Reverse();
        return kept;
    }
}
