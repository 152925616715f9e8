using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace CrowdControl.Functions.Hosting.Printing;

/// <summary>The one family of letters that documents are set in. It goes along in this assembly, so that a page looks the same wherever
/// it is made, and into each document as far as it is used there.</summary>
internal sealed class PrintFonts : IFontResolver
{
    private const string Plain = "DejaVuSans.ttf";
    private const string Bold = "DejaVuSans-Bold.ttf";
    private static readonly Lock Once = new();

    public static XFont Of(double size, bool bold = false)
    {
        lock (Once) GlobalFontSettings.FontResolver ??= new PrintFonts();
        return new XFont("DejaVu Sans", size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
    }

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? Bold : Plain);

    public byte[] GetFont(string faceName)
    {
        using var font = typeof(PrintFonts).Assembly.GetManifestResourceStream(faceName)
            ?? throw new InvalidOperationException($"The font {faceName} is missing from this build.");
        var bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
