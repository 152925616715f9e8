namespace CrowdControl.AuditLog.Officers;

/// <summary>A passkey that an authenticator has just made.</summary>
/// <param name="Id">How the authenticator finds it again: 1 to 1,023 bytes.</param>
/// <param name="MayBackUp">Whether its holder's other devices may get a copy.</param>
public sealed record NewCredential(byte[] Id, CredentialKey Key, bool MayBackUp)
{
    private const string Create = "webauthn.create";

    /// <summary>Reads a registration (WebAuthn section 7.1) without attestation: which make of authenticator it is stays unknown, and
    /// nothing would be gained by believing what it says of itself.</summary>
    /// <param name="clientData">clientDataJSON.</param>
    /// <param name="authenticatorData">Authenticator data with the new credential.</param>
    /// <param name="challenge">The bytes that the authenticator was asked with.</param>
    /// <exception cref="FormatException">Not a registration for that challenge and site, or no ES256 key; the message says why.</exception>
    public static NewCredential Read(
        ReadOnlySpan<byte> clientData, ReadOnlySpan<byte> authenticatorData, ReadOnlySpan<byte> challenge, RelyingParty party)
    {
        ClientData.Require(clientData, Create, challenge, party);
        var authenticator = new AuthenticatorData(authenticatorData);
        authenticator.Require(party.Id);
        authenticator.ReadCredential(out var id, out var key);
        return new NewCredential(id.ToArray(), key, authenticator.MayBackUp);
    }
}
