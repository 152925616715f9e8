using System.Security.Cryptography;
using System.Text;

namespace CrowdControl.Domain.Mentions;

/// <summary>Names a mention by what it is, so that finding it twice stores it once: 128 bits of SHA-256 in Base32.</summary>
/// <remarks>
/// The source is part of it: a post that mentions two channels is a mention of each. So is the version stamp: an edited post is a
/// new mention.
/// </remarks>
public readonly record struct MentionKey(string Value)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Bytes = 16;

    public static MentionKey Of(string source, string network, string nativeId, string version) =>
        new(Digest([source, network, nativeId, version]));

    /// <summary>The same derivation for whatever else is named by several texts; lengths are part of it, so no two lists collide.</summary>
    public static string Digest(IEnumerable<string> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts) all.Append(part.Length).Append(':').Append(part);
        return Base32(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())).AsSpan(0, Bytes));
    }

    public override string ToString() => Value;

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(26);
        var (bits, count) = (0, 0);
        foreach (var octet in bytes)
        {
            (bits, count) = ((bits << 8) | octet, count + 8);
            for (; count >= 5; count -= 5) text.Append(Alphabet[(bits >> (count - 5)) & 31]);
        }
        if (count > 0) text.Append(Alphabet[(bits << (5 - count)) & 31]);
        return text.ToString();
    }
}
