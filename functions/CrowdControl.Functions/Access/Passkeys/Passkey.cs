using CrowdControl.AuditLog.Officers;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Access.Passkeys;

/// <summary>A passkey of a member.</summary>
/// <param name="Name">What its holder calls it.</param>
/// <param name="CredentialId">How the authenticator finds it.</param>
/// <param name="Site">The domain that it is bound to.</param>
internal sealed record Passkey(
    MemberId Member, string Name, byte[] CredentialId, CredentialKey Key, string Site, bool MayBackUp, DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt = null)
{
    public const int MostName = 60;
    public const int MostEach = 10;

    /// <summary>The name of its key: safe in a table and in an address.</summary>
    public string Id => Key.Name;
}
