using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Canonical;

/// <summary>
/// Stands in the log for a value that the log does not hold: HMAC-SHA-256 over JCS([name, value]) under a salt of its own. Whoever is given
/// salt and value can check it; once the salt is destroyed nobody can, not even by trying every value.
/// </summary>
/// <remarks>The redaction model of RFC 9901 (SD-JWT). Written as base64url without padding, 43 characters.</remarks>
/// <param name="Value">The code's 32 bytes.</param>
public readonly record struct Commitment(Digest Value)
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltSize = 32;

    /// <summary>Characters of the written form.</summary>
    public const int TextLength = 43;

    /// <param name="salt">32 bytes from a random generator, for this field alone.</param>
    /// <param name="name">The field's name in its leaf.</param>
    /// <param name="value">What is committed to.</param>
    /// <exception cref="ArgumentException">The salt has another length, or the value is no I-JSON.</exception>
    public static Commitment Make(ReadOnlySpan<byte> salt, string name, JsonItem value)
    {
        if (salt.Length != SaltSize) throw new ArgumentException($"A salt has {SaltSize} bytes, not {salt.Length}.", nameof(salt));
        Span<byte> code = stackalloc byte[Digest.Size];
        HMACSHA256.HashData(salt, CanonicalJson.Write(JsonItem.Of(name, value)), code);
        return new Commitment(new Digest(code));
    }

    /// <summary>Whether salt and value are the ones committed to.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Make"/>.</exception>
    public bool Opens(ReadOnlySpan<byte> salt, string name, JsonItem value) => Make(salt, name, value) == this;

    /// <summary>Reads the written form, in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Commitment Parse(ReadOnlySpan<char> text)
    {
        Span<byte> code = stackalloc byte[Digest.Size];
        if (text.Length == TextLength && Base64Url.TryDecodeFromChars(text, code, out var written) && written == Digest.Size)
        {
            var commitment = new Commitment(new Digest(code));
            if (text.SequenceEqual(commitment.ToString())) return commitment;
        }
        throw new FormatException($"A commitment is {TextLength} characters of base64url that an encoder could have written.");
    }

    /// <summary>43 characters.</summary>
    public override string ToString() => Base64Url.EncodeToString(Value.Bytes);
}
