using System.Buffers;

namespace CrowdControl.AuditLog.Canonical;

/// <summary>JSON with one spelling per value: the JSON Canonicalization Scheme, RFC 8785.</summary>
public static class CanonicalJson
{
    /// <summary>Objects and arrays that may stand within each other, unless said otherwise.</summary>
    public const int UsualDepth = 64;

    /// <summary>The one spelling of a value, UTF-8. Linear in its size, apart from sorting the names.</summary>
    /// <exception cref="ArgumentException">No I-JSON: a name twice, half a surrogate pair, or a number that is not finite.</exception>
    public static byte[] Write(JsonItem value)
    {
        var written = new ArrayBufferWriter<byte>();
        new CanonicalWriter(written).Write(value);
        return written.WrittenSpan.ToArray();
    }

    /// <summary>Reads strict JSON in any spelling: RFC 8259 in UTF-8 without a byte order mark, and the limits of I-JSON.</summary>
    /// <param name="utf8">The text and nothing after it.</param>
    /// <param name="depth">Objects and arrays that may stand within each other.</param>
    /// <exception cref="FormatException">Not such JSON; the message says what is wrong and at which byte.</exception>
    public static JsonItem Parse(ReadOnlySpan<byte> utf8, int depth = UsualDepth) => new StrictJsonReader(utf8).Read(depth);

    /// <summary>Reads JSON that has to stand in its one spelling: what is read, written again, gives the same bytes.</summary>
    /// <exception cref="FormatException">Not JSON, or another spelling of it.</exception>
    public static JsonItem ParseCanonical(ReadOnlySpan<byte> utf8, int depth = UsualDepth)
    {
        var value = Parse(utf8, depth);
        var same = utf8.CommonPrefixLength(Write(value));
        return same == utf8.Length ? value : throw new FormatException($"The JSON is not in canonical form (RFC 8785) at byte {same}.");
    }
}
