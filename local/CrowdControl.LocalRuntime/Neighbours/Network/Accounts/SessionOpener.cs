using System.Security.Cryptography;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Opens, renews and ends sessions.</summary>
internal sealed class SessionOpener(NetworkLedger ledger, Tokens tokens)
{
    private static readonly TimeSpan Grace = TimeSpan.FromHours(2);

    public SessionTokens Open(Account account, AppPassword? by)
    {
        var id = NewId();
        ledger.Record(new SessionOpened(ledger.Now, id, account.Did, by?.Name, ledger.Now + Tokens.RefreshLife));
        return Issue(account.Did, id, by);
    }

    /// <summary>New tokens for a refresh token, the old one being good for its successor only; null when it is good for nothing.</summary>
    public SessionTokens? Renew(string id)
    {
        if (ledger.Sessions.Find(id) is not { } session || session.ExpiresAt <= ledger.Now) return null;
        var by = session.AppPassword is { } name ? ledger.Accounts.WithDid(session.Did)?.AppPasswords.GetValueOrDefault(name) : null;
        var next = session.NextId ?? NewId();
        if (session.NextId is null)
        {
            ledger.Record(new SessionRotated(ledger.Now, id, next, ledger.Now + Grace));
            ledger.Record(new SessionOpened(ledger.Now, next, session.Did, session.AppPassword, ledger.Now + Tokens.RefreshLife));
        }

        return ledger.Sessions.Find(next) is null ? null : Issue(session.Did, next, by);
    }

    public void End(string id)
    {
        if (ledger.Sessions.Find(id) is not null) ledger.Record(new SessionEnded(ledger.Now, id));
    }

    private SessionTokens Issue(string did, string id, AppPassword? by) => new(
        tokens.Access(did, by switch
        {
            null => Scopes.Access,
            { Privileged: true } => Scopes.PrivilegedAppPassword,
            _ => Scopes.AppPassword,
        }),
        tokens.Refresh(did, id));

    private static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=');
}

internal sealed record SessionTokens(string AccessJwt, string RefreshJwt);
