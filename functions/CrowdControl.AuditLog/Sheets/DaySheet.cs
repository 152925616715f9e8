using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Sheets;

/// <summary>
/// What is printed of a log at the end of a day, signed by hand and filed: paper is out of every administrator's reach. As a file, and in the
/// sheet's QR code, it is this text, and no other spelling of it:
/// <code>
/// crowdcontrol-day-sheet/v1
/// day 2026-11-02
/// origin audit.exmoor.police.example/log/1
/// size 90210
/// root 6b47aaf2 9ee3c2af 9af889bc 1fb9254d abd31177 f16232dd 6aab035c a39bf6e4
///
/// the signed checkpoint, a C2SP signed note with whatever cosignatures it had
/// </code>
/// The empty line and the note may both be missing: so much is typed off a sheet whose code cannot be read any more.
/// </summary>
/// <param name="Day">The day that had ended, in UTC: every entry of it is among those that the sheet covers.</param>
/// <param name="Checkpoint">Origin, size (at least 1) and root.</param>
/// <param name="Note">The checkpoint as it was signed; null where only the lines above it are known.</param>
public sealed record DaySheet(DateOnly Day, Checkpoint Checkpoint, SignedNote? Note)
{
    /// <summary>The first line.</summary>
    public const string Format = "crowdcontrol-day-sheet/v1";

    private const int Groups = 8;
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>The sheet of a signed checkpoint.</summary>
    /// <exception cref="FormatException">The note is no checkpoint, or one of no entries.</exception>
    public static DaySheet Of(DateOnly day, SignedNote note) => new(day, Covering(Checkpoint.Parse(note.Text)), note);

    /// <summary>The root in 8 groups of 8 hexadecimal digits, as people read it to each other.</summary>
    public string RootInGroups => InGroups(Checkpoint.Root);

    /// <summary>The lines that people read, without the note.</summary>
    public string Head => string.Create(CultureInfo.InvariantCulture,
        $"{Format}\nday {Day.ToString(DayFormat, CultureInfo.InvariantCulture)}\norigin {Checkpoint.Origin}\nsize {Checkpoint.Size}\nroot {RootInGroups}\n");

    /// <summary>The file, and what the QR code holds; UTF-8.</summary>
    public byte[] ToBytes() => Note is null ? Encoding.UTF8.GetBytes(Head) : [.. Encoding.UTF8.GetBytes(Head + "\n"), .. Note.ToBytes()];

    /// <summary>Reads a sheet in its one spelling: what is read, written again, gives the same bytes. No signature is judged.</summary>
    /// <exception cref="FormatException">Anything else; the message says why. Also where lines and note contradict each other.</exception>
    public static DaySheet Parse(ReadOnlySpan<byte> bytes)
    {
        var text = NoteText.Read(bytes, "sheet");
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = split < 0 ? text[..^1] : text[..split];
        if (head.Split('\n') is not [Format, var day, var origin, var size, var root])
            throw new FormatException($"A sheet begins with the line {Format}; lines of day, origin, size and root follow.");
        var said = Covering(new Checkpoint(
            Name(After("origin", origin)), NoteText.Decimal(After("size", size), "sheet's size"), RootOf(After("root", root))));
        if (split < 0) return new DaySheet(DayOf(After("day", day)), said, null);

        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text[(split + 2)..]));
        var signed = Checkpoint.Parse(note.Text);
        return signed == said
            ? new DaySheet(DayOf(After("day", day)), signed, note)
            : throw new FormatException($"The sheet's lines say size {said.Size} and root {said.Root} of {said.Origin}, and its note says "
                + $"size {signed.Size} and root {signed.Root} of {signed.Origin}.");
    }

    private static string InGroups(Digest root) => string.Join(' ', root.ToHex().Chunk(Digest.Size * 2 / Groups).Select(group => new string(group)));

    private static string After(string word, string line) => line.StartsWith(word + " ", StringComparison.Ordinal)
        ? line[(word.Length + 1)..]
        : throw new FormatException($"The sheet has no line \"{word} ...\" where one belongs.");

    private static string Name(string origin) =>
        NoteText.IsKeyName(origin) ? origin : throw new FormatException("The sheet's origin is empty or holds white space or a plus.");

    private static Digest RootOf(string groups)
    {
        // What is typed wrongly off paper should be found by its place, hence by group.
        var parts = groups.Split(' ');
        if (parts.Length != Groups || parts.Any(part => part.Length != Digest.Size * 2 / Groups))
            throw new FormatException($"The sheet's root has {Groups} groups of {Digest.Size * 2 / Groups} hexadecimal digits.");
        return Digest.FromHex(string.Concat(parts));
    }

    private static DateOnly DayOf(string day) =>
        DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : throw new FormatException("The sheet's day is written as 2026-11-02.");

    private static Checkpoint Covering(Checkpoint checkpoint) => checkpoint.Size > 0
        ? checkpoint
        : throw new FormatException("A sheet of a log without entries says nothing.");
}
