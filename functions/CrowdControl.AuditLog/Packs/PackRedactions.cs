using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Notes;

namespace CrowdControl.AuditLog.Packs;

/// <summary>A field that is withheld.</summary>
/// <param name="Index">The entry's.</param>
/// <param name="Field">Its name in d; wa for the officer's signature.</param>
/// <param name="Reason">Lower-case letters, digits and hyphens, such as third-party.</param>
/// <param name="Authority">The rule that allows it, or who decided; in words.</param>
public sealed record PackRedaction(ulong Index, string Field, string Reason, string Authority);

/// <summary>data/redactions.csv: a heading, and a line for each withheld field, by index and name; text in quotes where it holds a comma
/// or quotes.</summary>
public static class PackRedactions
{
    private const string Heading = "index,field,reason,authority";

    /// <summary>The file's bytes.</summary>
    /// <param name="redactions">In any order.</param>
    /// <exception cref="ArgumentException">One cannot be written: a field is empty, holds a control character, or would be a formula in
    /// a spreadsheet.</exception>
    public static byte[] ToBytes(IEnumerable<PackRedaction> redactions)
    {
        var text = new StringBuilder(Heading).Append('\n');
        foreach (var one in redactions.OrderBy(one => one.Index).ThenBy(one => one.Field, StringComparer.Ordinal))
            text.Append(string.Create(CultureInfo.InvariantCulture, $"{one.Index},{Cell(one.Field)},{Cell(one.Reason)},{Cell(one.Authority)}\n"));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        try
        {
            Parse(bytes);
        }
        catch (FormatException wrong)
        {
            throw new ArgumentException(wrong.Message, nameof(redactions), wrong);
        }
        return bytes;
    }

    /// <summary>Reads the file in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else; the message names the line.</exception>
    public static IReadOnlyList<PackRedaction> Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = NoteText.ReadLong(bytes, "list of redactions", PackManifest.MostBytes).Split('\n')[..^1];
        if (lines[0] != Heading) throw new FormatException($"The first line of the list is {Heading}.");
        var redactions = new List<PackRedaction>();
        for (var i = 1; i < lines.Length; i++)
            try
            {
                redactions.Add(Line(lines[i], redactions.LastOrDefault()));
            }
            catch (FormatException wrong)
            {
                throw new FormatException($"Line {i + 1} of the list of redactions: {wrong.Message}", wrong);
            }
        return redactions;
    }

    private static PackRedaction Line(string line, PackRedaction? before)
    {
        if (Cells(line) is not [var index, var field, var reason, var authority]) throw new FormatException("There are four fields.");
        var one = new PackRedaction(NoteText.Decimal(index, "index"), field, reason, authority);
        if (one.Reason.AsSpan().ContainsAnyExcept(ReasonLetters)) throw new FormatException("A reason is of a to z, 0 to 9 and hyphens.");
        foreach (var cell in new[] { field, authority })
            if ("=+-@".Contains(cell[0], StringComparison.Ordinal)) throw new FormatException("A spreadsheet would take it for a formula.");
        if (before is not null && (one.Index, string.CompareOrdinal(one.Field, before.Field)) is var (at, order)
            && (at < before.Index || (at == before.Index && order <= 0)))
            throw new FormatException("The lines ascend by index and field.");
        return one;
    }

    private static readonly System.Buffers.SearchValues<char> ReasonLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static List<string> Cells(string line)
    {
        var (cells, rest) = (new List<string>(), line);
        while (true)
        {
            var quoted = rest.StartsWith('"');
            var (cell, end) = quoted ? Quoted(rest) : Plain(rest);
            if (cell.Length == 0) throw new FormatException("A field is empty.");
            if (Cell(cell) != rest[..end]) throw new FormatException("Quotes stand where they are needed, and nowhere else.");
            cells.Add(cell);
            if (end == rest.Length) return cells;
            if (rest[end] != ',') throw new FormatException("A comma belongs after a field.");
            rest = rest[(end + 1)..];
        }
    }

    private static (string, int) Plain(string text) =>
        text.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma ? (text[..comma], comma) : (text, text.Length);

    private static (string, int) Quoted(string text)
    {
        var cell = new StringBuilder();
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '"' && (i + 1 == text.Length || text[i + 1] != '"')) return (cell.ToString(), i + 1);
            if (text[i] == '"') i++;
            cell.Append(text[i]);
        }
        throw new FormatException("Quotes are not closed.");
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(',', '"') >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
