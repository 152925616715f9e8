using System.Buffers.Text;
using System.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Officers;

/// <summary>What an officer's authenticator gave for one act: a WebAuthn assertion, as it came.</summary>
/// <remarks>
/// A leaf commits to its text (<see cref="ToText"/>) under the name wa, as a string like every other value, so that it is disclosed and
/// erased like them. The text is canonical JSON (RFC 8785) of four strings in base64url without padding.
/// </remarks>
/// <param name="Key"><see cref="CredentialKey.Name"/> of the passkey.</param>
/// <param name="AuthenticatorData">Bytes.</param>
/// <param name="ClientData">clientDataJSON, the bytes that the browser signed for.</param>
/// <param name="Signature">ECDSA, DER.</param>
public sealed record OfficerAssertion(string Key, byte[] AuthenticatorData, byte[] ClientData, byte[] Signature)
{
    /// <summary>The name under which a leaf commits to the text.</summary>
    public const string Name = "wa";

    /// <summary>Bytes of the text at most; far more than any authenticator gives.</summary>
    public const int MaximumText = 8 * 1024;

    /// <summary>What the leaf commits to.</summary>
    public string ToText() => Encoding.UTF8.GetString(CanonicalJson.Write(JsonItem.Of(
        ("authenticatorData", Base64Url.EncodeToString(AuthenticatorData)),
        ("clientDataJSON", Base64Url.EncodeToString(ClientData)),
        ("key", Key),
        ("signature", Base64Url.EncodeToString(Signature)))));

    /// <summary>Reads the text in its one spelling.</summary>
    /// <exception cref="FormatException">Anything else; the message says what is wrong.</exception>
    public static OfficerAssertion Parse(string text)
    {
        if (text.Length > MaximumText) throw new FormatException($"An assertion has {MaximumText} characters at most.");
        if (CanonicalJson.ParseCanonical(Utf8Of(text), depth: 1) is not JsonItem.Map { Members.Count: 4 } map)
            throw new FormatException("An assertion is an object of authenticatorData, clientDataJSON, key and signature.");
        var key = Text(map, "key");
        if (Bytes(key).Length != 32) throw new FormatException("An assertion names its key by a SHA-256 hash.");
        return new OfficerAssertion(
            key, Bytes(Text(map, "authenticatorData")), Bytes(Text(map, "clientDataJSON")), Bytes(Text(map, "signature")));
    }

    private static byte[] Utf8Of(string text)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new FormatException("The assertion holds half a surrogate pair.");
        }
    }

    private static string Text(JsonItem.Map map, string name) => map.Find(name) is JsonItem.Text text
        ? text.Value
        : throw new FormatException($"An assertion has a string {name}.");

    /// <summary>Base64url without padding in the spelling that an encoder gives.</summary>
    private static byte[] Bytes(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw new FormatException("A field of the assertion is not base64url.");
        }
        return Base64Url.EncodeToString(bytes) == text ? bytes : throw new FormatException("A field of the assertion is not in its one spelling.");
    }
}
