using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Seals;

/// <summary>How far one stream had come when it was sealed.</summary>
/// <param name="Stream">Its name.</param>
/// <param name="Number">The highest counter used: the stream has that many entries and one.</param>
/// <param name="Last">Index in the log of the entry with it.</param>
public sealed record SealItem(string Stream, long Number, long Last)
{
    /// <summary>The item's canonical JSON, which is the leaf of the seal's tree.</summary>
    public byte[] ToBytes() => CanonicalJson.Write(JsonItem.Of(("last", Last), ("n", Number), ("s", Stream)));

    /// <summary>Reads an item in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else; the message says why.</exception>
    public static SealItem Parse(ReadOnlySpan<byte> bytes) =>
        CanonicalJson.ParseCanonical(bytes, depth: 1) is JsonItem.Map { Members.Count: 3 } map
        && map.Find("last") is JsonItem.Number { IsInteger: true } last
        && map.Find("n") is JsonItem.Number { IsInteger: true } number
        && map.Find("s") is JsonItem.Text { Value.Length: > 0 } stream
        && number.Value >= 0 && last.Value >= number.Value
            ? new SealItem(stream.Value, (long)number.Value, (long)last.Value)
            : throw new FormatException("A seal's item is {\"last\":index,\"n\":counter,\"s\":stream}, and last is not below n.");

    /// <summary>The order of a seal: by the UTF-8 bytes of the streams' names.</summary>
    public static int Compare(string first, string second) =>
        Encoding.UTF8.GetBytes(first).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(second));

    internal Digest Hash() => TreeHash.Leaf(ToBytes());
}
