using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Opens accounts whose handle and address nobody has.</summary>
internal static class NewAccounts
{
    public static Account Open(NetworkLedger ledger, string handle, string email, string password)
    {
        ledger.Record(new AccountOpened(ledger.Now, Did.New(), handle, email, PasswordHash.Of(password)));
        return ledger.Accounts.Find(handle)!;
    }
}
