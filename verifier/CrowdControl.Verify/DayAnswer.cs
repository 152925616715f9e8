using CrowdControl.AuditLog.Sheets;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Verify;

/// <summary>verify day.</summary>
internal static class DayAnswer
{
    public static Answer Of(CommandLine asked)
    {
        var (paper, directory) = (asked.Operands[0], asked.Operands[1]);
        var sheet = Unreadable.Try(paper, () => Read(paper));
        var report = Unreadable.Try(directory, () => DayVerification.Verify(sheet, directory, asked.Terms));
        var findings = report.Findings.Select(finding => finding.Where == "sheet" ? finding with { Where = paper } : finding).ToList();
        var answer = LogAnswer.Of(report with { Findings = findings }, times: false);
        var holds = findings.All(finding => finding.Where != paper);
        return answer with
        {
            Facts = [("Sheet of", sheet.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), .. answer.Facts],
            Shown = holds && report.Root is not null
                ? [$"The first {sheet.Checkpoint.Size} entries are those of the sheet of that day, root {sheet.RootInGroups}.", .. answer.Shown] : answer.Shown,
        };
    }

    private static DaySheet Read(string file)
    {
        try
        {
            return DaySheet.Parse(File.ReadAllBytes(file));
        }
        catch (FormatException wrong)
        {
            throw new Unreadable($"{file} cannot be read: {wrong.Message}");
        }
    }
}
