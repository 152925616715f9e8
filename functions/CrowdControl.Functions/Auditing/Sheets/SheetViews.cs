using CrowdControl.AuditLog.Sheets;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Days that have a sheet, such as 2026-11-02, newest first.</summary>
public sealed record SheetDaysView(IReadOnlyList<string> Days);

/// <summary>A daily sheet.</summary>
/// <param name="Final">The day is over; otherwise this is what the sheet would be now.</param>
/// <param name="RootGroups">The root in 8 groups of 8 hexadecimal digits.</param>
/// <param name="Signatures">Names of the keys under the checkpoint: the record's own first, then those of witnesses.</param>
/// <param name="Text">The sheet as a file, which the QR code holds too.</param>
/// <param name="CodePath">The QR code as the data of an SVG path; a square is one unit.</param>
/// <param name="CodeSize">Squares in a row of it, its margin included.</param>
/// <param name="Mail">To whom it was mailed, or why not; empty where it is mailed to nobody.</param>
public sealed record DaySheetView(
    string Day, bool Final, string Origin, long Size, IReadOnlyList<string> RootGroups, IReadOnlyList<string> Signatures, string Text,
    string CodePath, int CodeSize, IReadOnlyList<SheetMailView> Mail)
{
    internal static DaySheetView Of(DaySheet sheet, bool final, IEnumerable<SheetMailView> mail)
    {
        var code = SheetCode.Of(sheet);
        return new DaySheetView(
            sheet.Day.ToString("O", System.Globalization.CultureInfo.InvariantCulture), final, sheet.Checkpoint.Origin, (long)sheet.Checkpoint.Size, sheet.RootInGroups.Split(' '),
            [.. sheet.Note!.Signatures.Select(line => line.Name)], System.Text.Encoding.UTF8.GetString(sheet.ToBytes()), code.ToPath(), code.Size, [.. mail]);
    }
}

/// <param name="SentAt">When the mail server took it; null where it did not yet.</param>
/// <param name="Trouble">Why it did not when it was asked last.</param>
/// <param name="GivenUp">It is not tried any more.</param>
public sealed record SheetMailView(string Address, DateTimeOffset? SentAt, int Attempts, string? Trouble, bool GivenUp);
