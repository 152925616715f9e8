using System.Buffers.Text;
using CrowdControl.AuditLog.Canonical;

namespace CrowdControl.AuditLog.Officers;

/// <summary>What a browser says it asked an authenticator for: clientDataJSON, WebAuthn section 5.8.1.</summary>
internal static class ClientData
{
    private const int MaximumSize = 4 * 1024;

    /// <summary>Holds it to what was asked for. Members that the standard does not name are passed over, as it demands: they are signed
    /// like the others and change nothing.</summary>
    /// <exception cref="FormatException">Strict JSON is broken, or something else was asked for; the message says what.</exception>
    public static void Require(ReadOnlySpan<byte> utf8, string type, ReadOnlySpan<byte> challenge, RelyingParty party)
    {
        if (utf8.Length > MaximumSize) throw new FormatException($"Client data has {MaximumSize} bytes at most, not {utf8.Length}.");
        if (CanonicalJson.Parse(utf8, depth: 8) is not JsonItem.Map said) throw new FormatException("Client data is a JSON object.");
        if (Text(said, "type") != type) throw new FormatException($"The browser was asked for {Text(said, "type")}, not for {type}.");
        if (Text(said, "challenge") != Base64Url.EncodeToString(challenge))
            throw new FormatException("Something else was signed: the challenge is not the one of this act.");
        party.RequireOrigin(Text(said, "origin"));
        if (said.Find("crossOrigin") is not (null or JsonItem.Truth { Value: false }) || said.Find("topOrigin") is not null)
            throw new FormatException("The page was embedded in another site when it asked.");
    }

    private static string Text(JsonItem.Map said, string name) => said.Find(name) is JsonItem.Text text
        ? text.Value
        : throw new FormatException($"Client data has no string {name}.");
}
