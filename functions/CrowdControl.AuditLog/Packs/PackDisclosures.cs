using System.Buffers.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Packs;

/// <summary>What stands behind one commitment of an entry.</summary>
/// <param name="Name">The field's name in d; wa for the officer's signature.</param>
/// <param name="Salt">32 bytes.</param>
/// <param name="Value">What the entry commits to.</param>
public sealed record PackDisclosure(string Name, ReadOnlyMemory<byte> Salt, JsonItem Value);

/// <summary>
/// What stands behind an entry's commitments, as data/disclosures holds it: on each line the canonical JSON of name, salt in base64url
/// without padding, and value; names ascending. A field that is withheld is not there, and a file without lines is not there either.
/// </summary>
public static class PackDisclosures
{
    /// <summary>Bytes of a file at most.</summary>
    internal const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The file's bytes.</summary>
    /// <param name="disclosures">In any order.</param>
    public static byte[] ToBytes(IEnumerable<PackDisclosure> disclosures) =>
    [
        .. disclosures.OrderBy(one => one.Name, StringComparer.Ordinal).SelectMany(one => (byte[])
        [
            .. CanonicalJson.Write(JsonItem.Of((JsonItem)one.Name, Base64Url.EncodeToString(one.Salt.Span), one.Value)), (byte)'\n',
        ]),
    ];

    /// <summary>Reads the file in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else; the message names the line.</exception>
    public static IReadOnlyList<PackDisclosure> Parse(ReadOnlySpan<byte> bytes)
    {
        var disclosures = new List<PackDisclosure>();
        if (bytes.IsEmpty) throw new FormatException("The file is empty.");
        while (!bytes.IsEmpty)
        {
            var (end, number) = (bytes.IndexOf((byte)'\n'), disclosures.Count + 1);
            if (end < 0) throw new FormatException("The file does not end with a line feed.");
            disclosures.Add(Line(bytes[..end], number));
            if (number > 1 && string.CompareOrdinal(disclosures[^2].Name, disclosures[^1].Name) >= 0)
                throw new FormatException($"Line {number}: the names ascend.");
            bytes = bytes[(end + 1)..];
        }
        return disclosures;
    }

    private static PackDisclosure Line(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            if (CanonicalJson.ParseCanonical(line) is JsonItem.List { Items: [JsonItem.Text name, JsonItem.Text salt, var value] })
                // A salt is spelt as a commitment is: 32 bytes in 43 characters.
                return new PackDisclosure(name.Value, Commitment.Parse(salt.Value).Value.Bytes.ToArray(), value);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"Line {number}: {wrong.Message}", wrong);
        }
        throw new FormatException($"Line {number}: a line is [name, salt, value].");
    }
}
