using System.Globalization;

namespace CrowdControl.AuditLog;

/// <summary>A place between two entries: segment, offset in bytes, and the index and hash that the next entry builds on.</summary>
public sealed record LogCursor(string Segment, long Offset, long Index, string Previous)
{
    public static LogCursor Start { get; } = new("", 0, 0, Line.NoPrevious);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment}~{Offset}~{Index}~{Previous}");

    /// <exception cref="FormatException">The text was not made by <see cref="ToString"/>.</exception>
    public static LogCursor Parse(string text)
    {
        var parts = text.Split('~');
        if (parts.Length == 4
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && parts[3].Length == Line.NoPrevious.Length)
            return new LogCursor(parts[0], offset, index, parts[3]);
        throw new FormatException("This is not a place in an audit log.");
    }
}
