using System.Globalization;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.Functions.Hosting.Printing;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>A daily sheet on one page of A4, with its QR code and room for a signature by hand.</summary>
internal sealed class SheetPaper
{
    private const double Left = 57, Width = 481, CodeWidth = 226;
    private readonly XGraphics _page;
    private double _at = 57;

    private SheetPaper(XGraphics page) => _page = page;

    /// <param name="final">False while the day goes on: the page says so.</param>
    public static byte[] Print(DaySheet sheet, bool final)
    {
        using var document = new PdfDocument();
        document.Info.Title = $"Daily sheet of the record, {Long(sheet.Day)}";
        document.Language = "en-GB";
        document.ViewerPreferences.DisplayDocTitle = true;
        var page = document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        using (var graphics = XGraphics.FromPdfPage(page)) new SheetPaper(graphics).Draw(sheet, final);
        using var bytes = new MemoryStream();
        document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    private void Draw(DaySheet sheet, bool final)
    {
        Line("Daily sheet of the record", 20, bold: true);
        Line($"{Long(sheet.Day)} (UTC)", 13);
        if (!final) Line("Interim: the day has not ended, and its own sheet is made after midnight.", 10, bold: true);
        Fact("Record", sheet.Checkpoint.Origin);
        Fact("Entries", sheet.Checkpoint.Size.ToString("N0", CultureInfo.GetCultureInfo("en-GB")));
        Heading("Root of all entries");
        foreach (var row in sheet.RootInGroups.Split(' ').Chunk(4)) Groups(row);
        Heading("Signed by");
        foreach (var line in sheet.Note!.Signatures) Line(line.Name, 9.5);
        Heading("The same for a machine");
        Code(SheetCode.Of(sheet));
        Text("If any entry before this sheet is changed, taken out, put in or moved, the record cannot have this root any more. Keep the paper "
            + "where those who run the record cannot reach it. To check the record against it, read the code into a file and run: verify day FILE "
            + "with the exported record; or compare origin, number of entries and root by eye.");
        Hand();
    }

    private static string Long(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private void Line(string text, double size, bool bold = false)
    {
        var font = PrintFonts.Of(size, bold);
        while (_page.MeasureString(text, font).Width > Width) font = PrintFonts.Of(size -= 0.5, bold);
        _at += font.GetHeight();
        _page.DrawString(text, font, XBrushes.Black, Left, _at);
        _at += 4;
    }

    private void Heading(string text)
    {
        _at += 8;
        Line(text, 11, bold: true);
    }

    private void Fact(string name, string value)
    {
        _at += 2;
        Line($"{name}: {value}", 11);
    }

    /// <summary>Each digit in a cell of its own: a letter's width must not run groups into each other.</summary>
    private void Groups(IEnumerable<string> groups)
    {
        var font = PrintFonts.Of(16);
        _at += font.GetHeight();
        var x = Left;
        foreach (var group in groups)
        {
            foreach (var digit in group)
            {
                _page.DrawString(digit.ToString(), font, XBrushes.Black, x + 6, _at, XStringFormats.BaseLineCenter);
                x += 12.5;
            }

            x += 20;
        }

        _at += 6;
    }

    private void Code(SheetCode code)
    {
        var square = CodeWidth / code.Size;
        foreach (var (row, column, length) in code.Runs())
            _page.DrawRectangle(XBrushes.Black, Left + (column * square), _at + (row * square), length * square, square);
        _at += CodeWidth;
    }

    private void Text(string text)
    {
        var (font, line) = (PrintFonts.Of(9), "");
        foreach (var word in text.Split(' '))
        {
            if (_page.MeasureString($"{line} {word}", font).Width > Width)
            {
                Line(line, 9);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Line(line, 9);
    }

    /// <summary>Who filed it, by hand.</summary>
    private void Hand()
    {
        _at += 26;
        foreach (var (label, x, width) in new[] { ("Duty officer, name and number", Left, 190.0), ("Date and time", Left + 205, 100.0), ("Signature", Left + 320, 161.0) })
        {
            _page.DrawLine(XPens.Black, x, _at, x + width, _at);
            _page.DrawString(label, PrintFonts.Of(8), XBrushes.Black, x, _at + 11);
        }
    }
}
