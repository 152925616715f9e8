using System.Globalization;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Sheets;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Holds an exported log to a daily sheet that lay in a drawer, out of every administrator's reach.</summary>
public static class DayVerification
{
    /// <summary>Verifies the whole log, and that it had the sheet's root at the sheet's size.</summary>
    /// <param name="sheet">As it was scanned, or typed off paper without its note.</param>
    /// <param name="directory">Of the exported log.</param>
    /// <param name="terms">Whom to believe, and as of when.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LogReport Verify(DaySheet sheet, string directory, VerificationTerms terms)
    {
        var log = new ExportedLog(directory);
        var report = LogVerification.Verify(log, terms);
        if (report.Checkpoint is null || report.Root is null) return report;
        try
        {
            if (sheet.Note is { } note) terms.Policy?.VerifyLog(note);
            Compare(sheet, CheckpointFile.Read(directory));
            Covers(sheet, log, report.Checkpoint.Size);
            return report;
        }
        catch (Refused refused)
        {
            return report with { Findings = [refused.Finding, .. report.Findings] };
        }
        catch (FormatException wrong)
        {
            return report with { Findings = [Finding.Wrong(Sheet, wrong.Message), .. report.Findings] };
        }
    }

    private const string Sheet = "sheet";

    private static void Compare(DaySheet sheet, CheckpointFile log)
    {
        var (paper, newest) = (sheet.Checkpoint, log.Checkpoint);
        if (paper.Origin != newest.Origin) throw new FormatException($"The sheet is of {paper.Origin}, and the log is {newest.Origin}.");
        if (paper.Size > newest.Size)
            throw new Refused(new Finding(Gravity.Wrong, Sheet,
                $"The sheet is of {paper.Size} entries, and the export ends after {newest.Size}: the log's end was cut off, or an old copy was put back.",
                newest.Size, newest.Size));
        var root = paper.Size == newest.Size ? newest.Root : log.Before(paper.Size).Root;
        if (root != paper.Root)
            throw new Refused(new Finding(Gravity.Wrong, Sheet,
                $"The first {paper.Size} entries make the root {root}, and the sheet says {paper.Root}: one of them was changed, added or taken out.",
                0, paper.Size - 1));
    }

    private static void Covers(DaySheet sheet, ExportedLog log, ulong size)
    {
        if (sheet.Checkpoint.Size == size) return;
        var next = LeafText.Read(new BundleReader(log, size).Entry(sheet.Checkpoint.Size)).At;
        if (DateOnly.FromDateTime(next.UtcDateTime) <= sheet.Day)
            throw Refused.At(sheet.Checkpoint.Size, Sheet, string.Create(CultureInfo.InvariantCulture,
                $"Entry {sheet.Checkpoint.Size} claims {Timestamp.Write(next)}, and the sheet of {sheet.Day:yyyy-MM-dd} does not cover it."));
    }
}
