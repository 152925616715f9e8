namespace CrowdControl.AuditLog.Canonical;

/// <summary>Base64 (RFC 4648 section 4) with one spelling per value.</summary>
/// <remarks>
/// An ordinary decoder skips white space and ignores the unused bits of the last character, so that a text can be altered and still
/// decode to the same bytes. Here re-encoding must give the same text.
/// </remarks>
public static class CanonicalBase64
{
    /// <exception cref="FormatException">No base64, or not the spelling that an encoder gives.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64Chars(text, bytes, out var written))
            throw new FormatException("This is not base64.");
        Array.Resize(ref bytes, written);
        if (!text.SequenceEqual(Convert.ToBase64String(bytes)))
            throw new FormatException("This base64 holds white space, or unused bits that are set.");
        return bytes;
    }
}
