using System.Text;
using CrowdControl.AuditLog.Sheets;
using QRCoder;
using QRCoder.Exceptions;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>A sheet's QR code: squares, dark or light.</summary>
internal sealed class SheetCode
{
    /// <summary>The margin that readers need, in squares.</summary>
    public const int Quiet = 4;

    private readonly IReadOnlyList<System.Collections.BitArray> _rows;

    private SheetCode(IReadOnlyList<System.Collections.BitArray> rows) => _rows = rows;

    /// <summary>Squares in a row, the quiet margin included.</summary>
    public int Size => _rows.Count;

    /// <summary>The code of the sheet's file; where that has more cosignatures than any code holds, of the sheet without them.</summary>
    public static SheetCode Of(DaySheet sheet)
    {
        try
        {
            return Of(sheet.ToBytes());
        }
        catch (DataTooLongException) when (sheet.Note is { } note)
        {
            return Of((sheet with { Note = new(note.Text, [.. note.Signatures.Take(1)]) }).ToBytes());
        }
    }

    public bool Dark(int row, int column) => _rows[row][column];

    /// <summary>Runs of dark squares: row, first column, length.</summary>
    public IEnumerable<(int Row, int Column, int Length)> Runs()
    {
        for (var row = 0; row < Size; row++)
            for (var column = 0; column < Size; column++)
            {
                if (!Dark(row, column)) continue;
                var first = column;
                while (column < Size && Dark(row, column)) column++;
                yield return (row, first, column - first);
            }
    }

    /// <summary>The dark squares as the data of an SVG path, a square being one unit.</summary>
    public string ToPath()
    {
        var path = new StringBuilder();
        foreach (var (row, column, length) in Runs())
            path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        return path.ToString();
    }

    private static SheetCode Of(byte[] bytes)
    {
        // As bytes, whatever they spell: what is read back is the file.
        using var code = QRCodeGenerator.GenerateQrCode(bytes, QRCodeGenerator.ECCLevel.M);
        return new SheetCode(code.ModuleMatrix);
    }
}
