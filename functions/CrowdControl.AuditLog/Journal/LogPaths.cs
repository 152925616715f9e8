using System.Globalization;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.AuditLog.Journal;

/// <summary>Where the parts of a log stand within their areas.</summary>
/// <param name="Log">The log's folder, such as log1.</param>
public readonly record struct LogPaths(string Log)
{
    /// <summary>Live: the newest signed checkpoint, with its cosignatures.</summary>
    public string Live => $"{Log}/checkpoint";

    /// <summary>Live: what a sequencer needs to go on from, see RightEdge.</summary>
    public string RightEdge => $"{Log}/right-edge";

    /// <summary>Live: says whose turn it is to sign.</summary>
    public string Lease => $"{Log}/lease";

    /// <summary>Live: the fork guard where no table holds it.</summary>
    public string Head => $"{Log}/head";

    /// <summary>Anchors: all signed checkpoints.</summary>
    public string Checkpoints => $"{Log}/ckpt/";

    /// <summary>Journal: all segments.</summary>
    public string Segments => $"{Log}/seg/";

    /// <summary>Journal: the segment that begins with this entry.</summary>
    public string Segment(long first) => string.Create(CultureInfo.InvariantCulture, $"{Segments}{first:D12}.paj");

    /// <summary>The index of a segment's first entry.</summary>
    public static long FirstOf(string segment) => long.Parse(segment.AsSpan()[^16..^4], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Anchors: the checkpoint of this size.</summary>
    public string Checkpoint(long size) => string.Create(CultureInfo.InvariantCulture, $"{Checkpoints}{size:D12}");

    /// <summary>Anchors: the signature line of a witness under the checkpoint of this size.</summary>
    public string Cosignature(long size, string keyName) => $"{Log}/{ExportName.Cosignature((ulong)size, keyName)}";

    /// <summary>Anchors: an authority's time stamp over the stored checkpoint of this size.</summary>
    public string Stamp(long size, string authority) => string.Create(CultureInfo.InvariantCulture, $"{Log}/tsr/{size:D12}.{authority}.tsr");

    /// <summary>Anchors: the root of a time stamping authority, in PEM. A verifier believes it where its policy names its hash.</summary>
    public string Authority(string authority) => $"{Log}/ca/{authority}.pem";

    /// <summary>Anchors: the list of the first seal of a day.</summary>
    public string SealList(DateOnly day) => $"{Log}/{ExportName.SealList(day)}";

    /// <summary>Anchors: the list of a further seal, of so many entries; no part of an export.</summary>
    public string SealList(DateOnly day, ulong size) => string.Create(CultureInfo.InvariantCulture, $"{Log}/streams/{day:yyyyMMdd}-{size:D12}.jsonl");

    /// <summary>Anchors: all daily sheets; no part of an export.</summary>
    public string Sheets => $"{Log}/day/";

    /// <summary>Anchors: the sheet of a day.</summary>
    public string Sheet(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Sheets}{day:yyyyMMdd}.txt");

    /// <summary>Anchors: what a witness holds against the log's own checkpoint; no part of an export.</summary>
    public string Contradiction(ulong size, string keyName) => $"{Log}/fork/{ExportName.Cosignature(size, keyName)["cosig/".Length..]}";

    /// <summary>Tiles: a full tile of hashes.</summary>
    public string Tile(int level, long index) => $"{Log}/{TilePath.Of(new TileId(level, (ulong)index, TileId.Full))}";

    /// <summary>Tiles: a full bundle of entries.</summary>
    public string Bundle(long index) => $"{Log}/{TilePath.Bundle((ulong)index, TileId.Full)}";
}
