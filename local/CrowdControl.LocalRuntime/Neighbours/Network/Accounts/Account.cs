namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Somebody on the network.</summary>
internal sealed class Account(string did, string handle, string email, string passwordHash, DateTimeOffset openedAt)
{
    public string Did { get; } = did;

    public string Handle { get; } = handle;

    public string Email { get; } = email;

    public string PasswordHash { get; } = passwordHash;

    public DateTimeOffset OpenedAt { get; } = openedAt;

    public Dictionary<string, AppPassword> AppPasswords { get; } = [];

    /// <summary>Up to when the owner says to have read the notifications.</summary>
    public DateTimeOffset? NotificationsSeenAt { get; set; }
}

/// <summary>A password for a program; one that is not privileged cannot make further passwords.</summary>
internal sealed record AppPassword(string Name, string PasswordHash, bool Privileged, DateTimeOffset CreatedAt);
