using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Verifying;

/// <summary>What files an export has, held against the size that it is of. A file that is no part of such a log is refused: nothing
/// speaks for it.</summary>
internal sealed class Inventory
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<TileId, List<int>> _narrowTiles = [];
    private readonly Dictionary<TileId, List<int>> _narrowBundles = [];

    public Inventory(ExportedLog log, ulong size)
    {
        foreach (var (name, plain) in log.Files())
            if (!plain) _findings.Add(Finding.Wrong(name, "This is a link, and what it points to is no part of the export."));
            else if (ExportName.Parse(name) is { } known) Add(name, known, size);
            else _findings.Add(Finding.Wrong(name, "No part of a log has this name. Keep other files outside of the directory."));
        Segments.Sort();
        Numbered.Sort();
    }

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>First entries of the journal's segments, ascending.</summary>
    public List<ulong> Segments { get; } = [];

    /// <summary>Sizes of ckpt/, ascending.</summary>
    public List<ulong> Numbered { get; } = [];

    public List<(ulong Size, string Name)> Cosignatures { get; } = [];

    public List<(ulong Size, string Authority, string Name)> Stamps { get; } = [];

    public HashSet<string> SealLists { get; } = new(StringComparer.Ordinal);

    public List<string> Authorities { get; } = [];

    /// <summary>Widths of the partial tiles of smaller sizes that stand beside the one that is due.</summary>
    public IReadOnlyList<int> NarrowTiles(int level, ulong index) => _narrowTiles.GetValueOrDefault(new TileId(level, index, 0)) ?? [];

    /// <inheritdoc cref="NarrowTiles"/>
    public IReadOnlyList<int> NarrowBundles(ulong index) => _narrowBundles.GetValueOrDefault(new TileId(0, index, 0)) ?? [];

    private void Add(string name, ExportName known, ulong size)
    {
        var beyond = known.Number > size;
        switch (known.Part)
        {
            case ExportPart.Tile: AddTile(name, known.Tile, size, _narrowTiles); return;
            case ExportPart.Bundle: AddTile(name, known.Tile, size, _narrowBundles); return;
            case ExportPart.Segment: Segments.Add(known.Number); break;
            case ExportPart.Numbered: Numbered.Add(known.Number); beyond = false; break;
            case ExportPart.Cosignature: Cosignatures.Add((known.Number, name)); break;
            case ExportPart.Stamp: Stamps.Add((known.Number, known.Rest, name)); break;
            case ExportPart.SealList: SealLists.Add(known.Rest); break;
            case ExportPart.Authority: Authorities.Add(name); break;
            default: break;
        }
        if (beyond)
            _findings.Add(Finding.Wrong(name,
                $"This speaks of {known.Number} entries, and the export ends after {size}: the log's end was cut off, or the file is of "
                + "another log."));
    }

    private void AddTile(string name, TileId tile, ulong size, Dictionary<TileId, List<int>> narrow)
    {
        var full = (size >> (8 * tile.Level)) / TileId.Full;
        var width = tile.Index < full ? TileId.Full : tile.Index == full ? TileId.PartialWidth(tile.Level, size) : 0;
        if (tile.Width > width)
        {
            _findings.Add(Finding.Wrong(name,
                $"This holds more than the {size} entries that the export is of: it was cut short, or the file is of another log."));
        }
        else if (tile.Width < width)
        {
            var key = tile with { Width = 0 };
            if (!narrow.TryGetValue(key, out var widths)) narrow[key] = widths = [];
            widths.Add(tile.Width);
        }
    }
}
