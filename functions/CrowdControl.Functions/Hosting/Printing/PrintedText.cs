using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CrowdControl.Functions.Hosting.Printing;

/// <summary>A document of running text on A4: headings, paragraphs, and names with their values; pages are turned and numbered by themselves.</summary>
internal sealed class PrintedText : IDisposable
{
    private const double Margin = 56;
    private const double NameWidth = 130;
    private readonly PdfDocument _document = new();
    private XGraphics _page = null!;
    private double _left;
    private double _at;
    private double _width;

    public PrintedText(string title)
    {
        _document.Info.Title = title;
        _document.Language = "en-GB";
        Turn();
    }

    public PrintedText Title(string text) => Lines(text, PrintFonts.Of(20, bold: true), 10);

    public PrintedText Heading(string text)
    {
        Need(80);
        _at += 10;
        return Lines(text, PrintFonts.Of(13, bold: true), 4);
    }

    public PrintedText Paragraph(string text) => Lines(text, PrintFonts.Of(9.5), 6);

    public PrintedText Fact(string name, string value)
    {
        var (bold, plain) = (PrintFonts.Of(9, bold: true), PrintFonts.Of(9));
        Need(plain.GetHeight() * 2);
        _page.DrawString(name, bold, XBrushes.Black, _left, _at + bold.GetHeight());
        (_left, _width) = (_left + NameWidth, _width - NameWidth);
        Lines(value, plain, 3);
        (_left, _width) = (_left - NameWidth, _width + NameWidth);
        return this;
    }

    public byte[] ToBytes()
    {
        _page.Dispose();
        var font = PrintFonts.Of(8);
        for (var number = 0; number < _document.PageCount; number++)
        {
            using var page = XGraphics.FromPdfPage(_document.Pages[number], XGraphicsPdfPageOptions.Append);
            page.DrawString(
                $"{_document.Info.Title}, page {number + 1} of {_document.PageCount}", font, XBrushes.DimGray,
                Margin, _document.Pages[number].Height.Point - (Margin / 2));
        }

        using var bytes = new MemoryStream();
        _document.Save(bytes, closeStream: false);
        return bytes.ToArray();
    }

    public void Dispose()
    {
        _page.Dispose();
        _document.Dispose();
    }

    private PrintedText Lines(string text, XFont font, double after)
    {
        foreach (var line in Broken(text, font))
        {
            Need(font.GetHeight());
            _at += font.GetHeight();
            _page.DrawString(line, font, XBrushes.Black, _left, _at);
        }

        _at += after;
        return this;
    }

    /// <summary>Breaks at spaces, and within a word that is longer than a line, such as a hash.</summary>
    private List<string> Broken(string text, XFont font)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (Fits(longer, font))
            {
                lines[^1] = longer;
                continue;
            }

            if (lines[^1].Length > 0) lines.Add("");
            foreach (var part in Pieces(word, font))
            {
                if (lines[^1].Length > 0) lines.Add("");
                lines[^1] = part;
            }
        }

        return lines;
    }

    private IEnumerable<string> Pieces(string word, XFont font)
    {
        while (!Fits(word, font) && word.Length > 1)
        {
            var length = word.Length;
            while (length > 1 && !Fits(word[..length], font)) length--;
            if (char.IsHighSurrogate(word[length - 1]) && length > 1) length--;
            yield return word[..length];
            word = word[length..];
        }

        yield return word;
    }

    private bool Fits(string text, XFont font) => _page.MeasureString(text, font).Width <= _width;

    private void Need(double height)
    {
        if (_at + height > _document.Pages[^1].Height.Point - Margin) Turn();
    }

    private void Turn()
    {
        var indent = _left > 0 ? _left - Margin : 0;
        _page?.Dispose();
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        _page = XGraphics.FromPdfPage(page);
        (_left, _at, _width) = (Margin + indent, Margin, page.Width.Point - (2 * Margin) - indent);
    }
}
