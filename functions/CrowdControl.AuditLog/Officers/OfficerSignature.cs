using System.Security.Cryptography;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.AuditLog.Officers;

/// <summary>Checks that an officer's passkey signed one act and nothing else: audit-log format, section 5.3, and WebAuthn section 7.2.</summary>
public static class OfficerSignature
{
    private const string Get = "webauthn.get";

    /// <summary>Holds the assertion to the leaf: its challenge is SHA-256 of the leaf without wa, seq and ts, which is recomputed here.</summary>
    /// <remarks>
    /// Says nothing of whose key it is, nor whether the leaf commits to the assertion: see <see cref="RegisteredKeys"/> and
    /// <see cref="Canonical.Commitment"/>. The signature counter is not judged: passkeys that are copied between devices leave it at 0.
    /// </remarks>
    /// <param name="leaf">The leaf's bytes as they stand in the log.</param>
    /// <param name="assertion">The text that is disclosed under the name wa.</param>
    /// <param name="key">The key that the text names.</param>
    /// <param name="party">The site for which the key was registered.</param>
    /// <exception cref="FormatException">The leaf or the assertion is malformed, or the signature is not of that act; the message says
    /// why.</exception>
    public static void Check(ReadOnlySpan<byte> leaf, string assertion, CredentialKey key, RelyingParty party) =>
        Check(Leaf.Parse(leaf).Draft, OfficerAssertion.Parse(assertion), key, party);

    /// <inheritdoc cref="Check(ReadOnlySpan{byte}, string, CredentialKey, RelyingParty)"/>
    /// <param name="draft">The leaf, or what is to become it.</param>
    public static void Check(LeafDraft draft, OfficerAssertion assertion, CredentialKey key, RelyingParty party) =>
        Check(draft.Challenge(), assertion, key, party);

    private static void Check(Digest challenge, OfficerAssertion assertion, CredentialKey key, RelyingParty party)
    {
        if (assertion.Key != key.Name) throw new FormatException("The assertion names another key.");
        ClientData.Require(assertion.ClientData, Get, challenge.Bytes, party);
        var authenticator = new AuthenticatorData(assertion.AuthenticatorData);
        authenticator.Require(party.Id);
        authenticator.RequireNoCredential();
        if (!key.HasSigned([.. assertion.AuthenticatorData, .. SHA256.HashData(assertion.ClientData)], assertion.Signature))
            throw new FormatException("The passkey's signature does not hold.");
    }
}
