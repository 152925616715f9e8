using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Who stands behind a log, and whether that is enough and young enough.</summary>
internal static class Standing
{
    /// <summary>How old the youngest anchor may be where the policy does not say.</summary>
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(60);

    /// <summary>How far a clock outside may be ahead of the time that is asked for.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <param name="newest">The checkpoint in question.</param>
    /// <param name="terms">Whom to believe, and as of when.</param>
    /// <param name="anchors">What holds of what parties outside said.</param>
    public static IEnumerable<Finding> Of(Checkpoint newest, VerificationTerms terms, IReadOnlyList<Anchor> anchors)
    {
        if (terms.Policy is not { } policy)
        {
            yield return Finding.Lacking(ExportName.Checkpoint,
                "Without a trust policy nobody is believed: no signature was judged. Give --policy.");
            yield break;
        }
        if (policy.Quorum is { } quorum && Quorum(newest, quorum, anchors) is { } few) yield return few;
        if (policy.Anchors.Any(anchor => anchor.Kind == AnchorKind.Ledger))
            yield return Finding.Lacking("acl/", "The policy asks for a ledger, whose receipts are not judged here.");
        if (anchors.Count == 0)
            yield return Finding.Remark(ExportName.Checkpoint,
                "Nobody outside is known to have seen this log: whoever holds its key could have written it anew as a whole.");
        if (terms.AsOf is { } time && Stale(time, policy, anchors) is { } stale) yield return stale;
    }

    private static Finding? Quorum(Checkpoint newest, PolicyMember quorum, IReadOnlyList<Anchor> anchors)
    {
        var reached = anchors.Where(anchor => anchor.Kind == AnchorSort.Cosignature).GroupBy(anchor => anchor.Size)
            .Where(size => quorum.IsReachedBy(size.Select(anchor => anchor.Who).ToHashSet(StringComparer.Ordinal)))
            .Select(size => size.Key).DefaultIfEmpty().Max();
        return reached == newest.Size && anchors.Any(anchor => anchor.Size == newest.Size) ? null : new Finding(
            Gravity.Lacking, ExportName.Checkpoint,
            reached == 0 ? $"Too few witnesses signed: {quorum} is asked for, and no size has that."
                : $"Enough witnesses ({quorum}) signed the first {reached} entries; those from {reached} on rest on the log's own key.",
                    reached);
    }

    private static Finding? Stale(DateTimeOffset time, TrustPolicy policy, IReadOnlyList<Anchor> anchors)
    {
        var usual = policy.Anchors.Select(anchor => TimeSpan.FromMinutes(anchor.MaximumMinutes)).DefaultIfEmpty(UsualLimit).Max();
        var known = anchors.Where(anchor => anchor.Time <= time + ClockTolerance).ToList();
        if (known.Any(anchor => time - anchor.Time <= (anchor.Limit ?? usual))) return null;
        return Finding.Lacking(ExportName.Checkpoint, known.MaxBy(anchor => anchor.Time) is { } last
            ? $"Not fresh: the last that anybody outside knew of this log was at {Timestamp.Write(last.Time)} ({last.Who}), "
                + $"{(long)(time - last.Time).TotalMinutes} minutes before {Timestamp.Write(time)}; "
                    + $"{(long)(last.Limit ?? usual).TotalMinutes} are allowed."
            : $"Not fresh: nobody outside knew of this log by {Timestamp.Write(time)}.");
    }
}
