using System.Globalization;

namespace CrowdControl.AuditLog.Tree;

/// <summary>Names of tiles and entry bundles (C2SP tlog-tiles): groups of three digits, x before all but the last.</summary>
/// <example>tile/0/x001/x234/067, tile/1/001.p/17, tile/entries/273.p/112</example>
public static class TilePath
{
    private const string Hashes = "tile/";
    private const string Entries = "tile/entries/";

    /// <summary>The path of a tile of hashes.</summary>
    public static string Of(TileId tile) => $"{Hashes}{tile.Level}/{Numbered(tile.Index)}{Partial(tile.Width)}";

    /// <summary>The path of a bundle of entries.</summary>
    /// <param name="index">Of the level 0 tile that holds the entries' hashes.</param>
    /// <param name="width">Entries in it, 1 to 256.</param>
    public static string Bundle(ulong index, int width) => $"{Entries}{Numbered(index)}{Partial(width)}";

    /// <summary>An index as C2SP writes it: 1234067 is x001/x234/067.</summary>
    public static string Numbered(ulong index)
    {
        var text = (index % 1000).ToString("D3", CultureInfo.InvariantCulture);
        while ((index /= 1000) > 0) text = $"x{index % 1000:D3}/{text}";
        return text;
    }

    /// <summary>Reads the path of a tile of hashes; only the one spelling that <see cref="Of"/> gives.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static TileId Parse(string path)
    {
        var slash = path.StartsWith(Hashes, StringComparison.Ordinal) ? path.IndexOf('/', Hashes.Length) : -1;
        if (slash != Hashes.Length + 1 || path[Hashes.Length] is < '0' or > '7') throw Bad(path);
        var (index, width) = Rest(path, slash + 1);
        var tile = new TileId(path[Hashes.Length] - '0', index, width);
        return Of(tile) == path ? tile : throw Bad(path);
    }

    /// <summary>Reads the path of a bundle; only the one spelling that <see cref="Bundle"/> gives.</summary>
    /// <returns>A tile of level 0 with the bundle's index and width.</returns>
    /// <exception cref="FormatException">Anything else.</exception>
    public static TileId ParseBundle(string path)
    {
        if (!path.StartsWith(Entries, StringComparison.Ordinal)) throw Bad(path);
        var (index, width) = Rest(path, Entries.Length);
        return Bundle(index, width) == path ? new TileId(0, index, width) : throw Bad(path);
    }

    private static (ulong Index, int Width) Rest(string path, int start)
    {
        var (number, width) = (path[start..], TileId.Full);
        if (number.LastIndexOf(".p/", StringComparison.Ordinal) is >= 0 and var dot)
        {
            if (!int.TryParse(number[(dot + 3)..], NumberStyles.None, CultureInfo.InvariantCulture, out width)) throw Bad(path);
            if (width is 0 or >= TileId.Full) throw Bad(path);
            number = number[..dot];
        }
        // Loose here, because the caller compares with the one right spelling.
        var digits = number.Replace("x", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal);
        return ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (index, width) : throw Bad(path);
    }

    private static string Partial(int width) => width == TileId.Full ? "" : $".p/{width}";

    private static FormatException Bad(string path) => new($"\"{path}\" is not the name of a tile.");
}
