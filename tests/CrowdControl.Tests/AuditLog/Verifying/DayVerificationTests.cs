using CrowdControl.AuditLog.Sheets;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>Paper from a drawer against a log that was handed over later.</summary>
public class DayVerificationTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Fact]
    public async Task A_sheet_holds_against_the_log_that_went_on_from_it_with_its_code_or_typed_off_the_paper()
    {
        await using var log = await Written("e");
        var sheet = DaySheet.Of(Day, log.Kept!);
        log.Clock.Now += TimeSpan.FromDays(1);
        await log.Append(4, "later");
        var directory = await log.Export();

        Assert.Empty(DayVerification.Verify(sheet, directory, WitnessedLog.Terms).Findings);
        Assert.Empty(DayVerification.Verify(sheet with { Note = null }, directory, WitnessedLog.Terms).Findings);
    }

    [Fact]
    public async Task A_log_written_anew_cut_short_or_with_an_entry_slipped_into_the_day_is_refused_by_the_sheet()
    {
        await using var log = await Written("e");
        await using var forged = await Written("forged");
        var sheet = DaySheet.Of(Day, log.Kept!) with { Note = null };
        await using var cut = new WitnessedLog();
        await cut.Append(6);

        Assert.Equal(0UL, DayVerification.Verify(sheet, await forged.Export(), WitnessedLog.Terms).FirstBad);
        Assert.Equal(6UL, DayVerification.Verify(sheet, await cut.Export(), WitnessedLog.Terms).FirstBad);
        await log.Append(1, "late");
        Assert.Equal(8UL, DayVerification.Verify(sheet, await log.Export(), WitnessedLog.Terms).FirstBad);
    }

    private static async Task<WitnessedLog> Written(string prefix)
    {
        var log = new WitnessedLog();
        await log.Append(8, prefix);
        await log.Publish();
        return log;
    }
}
