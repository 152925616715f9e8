using System.Globalization;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Seals;

/// <summary>What a leaf of type streams.seal says, readable by everybody: it stands in the leaf's obj.id.</summary>
/// <param name="Day">In UTC; names the list, streams/yyyymmdd.jsonl.</param>
/// <param name="LogSize">The seal speaks of the log's first so many entries, whatever stands between them and the seal's own leaf.</param>
/// <param name="Streams">Items of the list.</param>
/// <param name="Root">Of the list's tree.</param>
public sealed record SealStatement(DateOnly Day, ulong LogSize, ulong Streams, Digest Root)
{
    /// <summary>The leaf's type.</summary>
    public const string LeafType = "streams.seal";

    /// <summary>The leaf's obj.k.</summary>
    public const string Kind = "streams";

    /// <summary>Day, log size, number of streams and root in hexadecimal, such as 20261102/90210/1000/6b47...</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}/{LogSize}/{Streams}/{Root}");

    /// <summary>Reads what <see cref="ToString"/> writes, in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static SealStatement Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 4
            && DateOnly.TryParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var streams)
            && new SealStatement(day, size, streams, Digest.FromHex(parts[3])) is var statement
            && statement.ToString() == text)
            return statement;
        throw new FormatException("A seal's statement is day/log size/number of streams/root.");
    }
}
