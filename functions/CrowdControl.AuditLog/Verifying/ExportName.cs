using System.Globalization;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>Parts of an exported log.</summary>
internal enum ExportPart
{
    /// <summary>checkpoint: the signed note that the export is of, with its cosignatures.</summary>
    Checkpoint,

    /// <summary>tile/LEVEL/INDEX[.p/WIDTH]: hashes.</summary>
    Tile,

    /// <summary>tile/entries/INDEX[.p/WIDTH]: entries.</summary>
    Bundle,

    /// <summary>seg/FIRST.paj: frames of the journal.</summary>
    Segment,

    /// <summary>ckpt/SIZE: an earlier signed note.</summary>
    Numbered,

    /// <summary>cosig/SIZE/WITNESS: one signature line of a witness.</summary>
    Cosignature,

    /// <summary>tsr/SIZE.AUTHORITY.tsr: an RFC 3161 response over the stored bytes of ckpt/SIZE.</summary>
    Stamp,

    /// <summary>acl/SIZE.json: a ledger's receipt.</summary>
    Receipt,

    /// <summary>streams/YYYYMMDD.jsonl: the list of a seal.</summary>
    SealList,

    /// <summary>attest/YYYYMMDD.json: what storage said about its own policies.</summary>
    Attestation,

    /// <summary>ca/NAME.pem: a certificate of a time stamp authority. Nothing in it is believed unless the trust policy names its
    /// hash.</summary>
    Authority,
}

/// <summary>The name of a file within an exported log, in its one spelling.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Number">Size or first entry, where the name has one.</param>
/// <param name="Tile">Which tile or bundle.</param>
/// <param name="Rest">The day, or whose it is.</param>
internal readonly record struct ExportName(ExportPart Part, ulong Number = 0, TileId Tile = default, string Rest = "")
{
    public const string Checkpoint = "checkpoint";
    private const int Digits = 12;

    public static string Segment(ulong first) => string.Create(CultureInfo.InvariantCulture, $"seg/{first:D12}.paj");

    public static string Numbered(ulong size) => string.Create(CultureInfo.InvariantCulture, $"ckpt/{size:D12}");

    public static string SealList(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"streams/{day:yyyyMMdd}.jsonl");

    /// <summary>Where a witness's line is kept: its key's name, with a low line for what a file name cannot hold.</summary>
    public static string Cosignature(ulong size, string keyName) =>
        string.Create(CultureInfo.InvariantCulture, $"cosig/{size:D12}/{FileNameOf(keyName)}");

    public static string FileNameOf(string keyName) =>
        string.Concat(keyName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));

    /// <returns>Null for a name that no part of a log has.</returns>
    public static ExportName? Parse(string name) => name.Split('/') switch
    {
        [Checkpoint] => new ExportName(ExportPart.Checkpoint),
        ["tile", "entries", ..] => Tiled(ExportPart.Bundle, name),
        ["tile", ..] => Tiled(ExportPart.Tile, name),
        ["seg", var file] => Sized(ExportPart.Segment, file, ".paj"),
        ["ckpt", var file] => Sized(ExportPart.Numbered, file, ""),
        ["cosig", var size, { Length: > 0 } witness] => Sized(ExportPart.Cosignature, size, "") is { } part
            ? part with { Rest = witness } : null,
        ["tsr", var file] when file.Length > Digits + 5 && file[Digits] == '.' && file.EndsWith(".tsr", StringComparison.Ordinal) =>
            Sized(ExportPart.Stamp, file[..Digits], "") is { } part ? part with { Rest = file[(Digits + 1)..^4] } : null,
        ["acl", var file] => Sized(ExportPart.Receipt, file, ".json"),
        ["streams", var file] => Dated(ExportPart.SealList, file, ".jsonl"),
        ["attest", var file] => Dated(ExportPart.Attestation, file, ".json"),
        ["ca", { Length: > 4 } file] when file.EndsWith(".pem", StringComparison.Ordinal) =>
            new ExportName(ExportPart.Authority, Rest: file[..^4]),
        _ => null,
    };

    private static ExportName? Tiled(ExportPart part, string name)
    {
        try
        {
            return new ExportName(part, Tile: part == ExportPart.Tile ? TilePath.Parse(name) : TilePath.ParseBundle(name));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static ExportName? Sized(ExportPart part, string file, string ending) =>
        file.Length == Digits + ending.Length && file.EndsWith(ending, StringComparison.Ordinal)
        && ulong.TryParse(file.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ExportName(part, number)
            : null;

    private static ExportName? Dated(ExportPart part, string file, string ending) =>
        file.EndsWith(ending, StringComparison.Ordinal)
        && DateOnly.TryParseExact(file[..^ending.Length], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new ExportName(part, Rest: file[..^ending.Length])
            : null;
}
