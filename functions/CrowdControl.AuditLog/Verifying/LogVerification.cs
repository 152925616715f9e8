using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>
/// Verifies an exported log, offline and without believing its owner: every entry hashed as it is stored and held to the format, its
/// stream and its time; the tree computed anew and held to every tile, every frame and every statement that anybody signed about it.
/// </summary>
/// <remarks>Linear in the entries; memory for one bundle, one frame, the ends of the streams and the list of checkpoints.</remarks>
public static class LogVerification
{
    /// <summary>Verifies.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogReport Verify(ExportedLog log, VerificationTerms terms)
    {
        Checkpoint newest;
        try
        {
            newest = Checkpoint.Parse(SignedNote.Parse(
                log.Read(ExportName.Checkpoint)
                    ?? throw new FormatException("The file is missing: what the export is of cannot be told.")).Text);
        }
        catch (FormatException wrong)
        {
            return new LogReport(null, null, 0, [Finding.Wrong(ExportName.Checkpoint, wrong.Message)], [], [],
                new LogCounts(0, 0, 0, 0, null, null));
        }
        var files = new Inventory(log, newest.Size);
        var claims = new RootClaims(log, new Trust(terms.Policy), newest, files, terms.Held);
        using var frames = new JournalFrames(log, files.Segments);
        var walk = new EntryWalk(log, newest.Size, files, claims, frames);
        walk.Run();
        claims.End(newest.Size, walk.Whole);
        var stamps = new StampChecks(log, terms.Policy, files, terms.Authorities);
        stamps.Run();
        Anchor[] anchors = [.. claims.Anchors.Concat(stamps.Anchors).OrderBy(anchor => anchor.Time)];
        var findings = new List<Finding>([.. files.Findings, .. walk.Findings, .. claims.Findings, .. stamps.Findings]);
        var brackets = (IReadOnlyList<TimeBracket>)[];
        if (walk.Whole)
        {
            var times = new TimeChecks(log, newest.Size, anchors);
            times.Run(walk.Anchors);
            findings.AddRange(times.Findings);
            if (findings.All(finding => finding.Gravity != Gravity.Wrong))
                brackets = TimeBracket.Of(newest.Size, anchors, times.Recorded);
        }
        findings.AddRange(Standing.Of(newest, terms, anchors));
        return new LogReport(
            newest, walk.Root, walk.Entries,
            [.. findings.OrderByDescending(finding => finding.Gravity).ThenBy(finding => finding.From ?? ulong.MaxValue)],
            anchors, brackets, walk.Counts(claims.Good));
    }
}
