using System.Buffers.Text;

namespace CrowdControl.Functions.Access.Passkeys;

/// <param name="MayBackUp">Whether its holder's other devices may get a copy.</param>
/// <param name="RevokedAt">Since when it signs nothing any more.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt, bool MayBackUp, DateTimeOffset? RevokedAt)
{
    internal static PasskeyView Of(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.CreatedAt, passkey.MayBackUp, passkey.RevokedAt);
}

public sealed record PasskeysView(IReadOnlyList<PasskeyView> Items);

/// <summary>What a browser needs to make a passkey.</summary>
/// <param name="Challenge">base64url, as are the ids.</param>
/// <param name="Site">The domain that the passkey will be bound to.</param>
/// <param name="User">The member, for the authenticator.</param>
/// <param name="Exclude">Passkeys that the member has: no authenticator makes a second one.</param>
public sealed record PasskeyChallengeView(
    string Challenge, string Site, string Organisation, string User, string UserName, IReadOnlyList<string> Exclude, DateTimeOffset ExpiresAt)
{
    internal static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

/// <summary>What the browser gave. All but the name is base64url.</summary>
public sealed record NewPasskeyRequest(string Name, string Challenge, string ClientData, string AuthenticatorData);

public sealed record PasskeyNameRequest(string Name);
