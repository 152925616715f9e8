using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>All accounts, by their permanent ids, handles and addresses.</summary>
internal sealed class AccountBook
{
    private readonly Dictionary<string, Account> _byDid = [];
    private readonly Dictionary<string, Account> _byHandle = [];
    private readonly Dictionary<string, Account> _byEmail = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Account> All => _byDid.Values;

    public Account? WithDid(string did) => _byDid.GetValueOrDefault(did);

    public Account? WithEmail(string email) => _byEmail.GetValueOrDefault(email);

    /// <summary>By DID or handle, as the protocol names accounts.</summary>
    public Account? Find(string identifier) =>
        identifier.StartsWith("did:", StringComparison.Ordinal) ? WithDid(identifier) : _byHandle.GetValueOrDefault(Handle.Normalise(identifier));

    public void Apply(AccountOpened opened)
    {
        var account = new Account(opened.Did, opened.Handle, opened.Email, opened.PasswordHash, opened.At);
        _byDid[account.Did] = _byHandle[account.Handle] = _byEmail[account.Email] = account;
    }

    public void Apply(AppPasswordMade made) =>
        _byDid[made.Did].AppPasswords[made.Name] = new AppPassword(made.Name, made.PasswordHash, made.Privileged, made.At);

    public void Apply(NotificationsSeen seen) => _byDid[seen.Did].NotificationsSeenAt = seen.SeenAt;
}
