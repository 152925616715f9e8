using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using static CrowdControl.LocalRuntime.Neighbours.Network.Lexicons.Shapes;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Signing in, staying signed in, signing out.</summary>
internal sealed class SessionMethods(NetworkLedger ledger, Tokens tokens)
{
    private readonly SessionOpener _sessions = new(ledger, tokens);

    public IEnumerable<XrpcMethod> All =>
    [
        new("com.atproto.server.createSession", XrpcAuth.Anybody, SignIn)
        {
            Procedure = true,
            Input = Object(new Field("identifier", Text()), new Field("password", Text())),
            Charges = call =>
            [
                new RateCharge(RateLimits.Sessions, $"{call.Text("identifier")}-{call.Address}"),
                new RateCharge(RateLimits.SessionsOfDay, $"{call.Text("identifier")}-{call.Address}"),
            ],
        },
        new("com.atproto.server.refreshSession", XrpcAuth.Refresh, Renew) { Procedure = true },
        new("com.atproto.server.deleteSession", XrpcAuth.Refresh, SignOut) { Procedure = true },
        new("com.atproto.server.getSession", XrpcAuth.Account, Show),
    ];

    private object SignIn(XrpcCall call)
    {
        var (identifier, password) = (call.Text("identifier"), call.Text("password"));
        var account = identifier.Contains('@', StringComparison.Ordinal) ? ledger.Accounts.WithEmail(identifier) : ledger.Accounts.Find(identifier);
        var by = account?.AppPasswords.Values.FirstOrDefault(one => PasswordHash.Fits(password, one.PasswordHash));
        return account is not null && (by is not null || PasswordHash.Fits(password, account.PasswordHash))
            ? Show(account, _sessions.Open(account, by), call)
            : throw new XrpcFault(401, "AuthenticationRequired", "Invalid identifier or password");
    }

    private object Renew(XrpcCall call) => _sessions.Renew(call.Caller.TokenId) is { } session
        ? Show(Known(call), session, call)
        : throw XrpcFault.Invalid("Token has been revoked", "ExpiredToken");

    private object? SignOut(XrpcCall call)
    {
        _sessions.End(call.Caller.TokenId);
        return null;
    }

    private object Show(XrpcCall call)
    {
        var account = Known(call);
        return new { account.Handle, account.Did, didDoc = Did.Document(account, call.Server), account.Email, emailConfirmed = false, active = true };
    }

    private static object Show(Account account, SessionTokens session, XrpcCall call) => new
    {
        session.AccessJwt,
        session.RefreshJwt,
        account.Handle,
        account.Did,
        didDoc = Did.Document(account, call.Server),
        account.Email,
        emailConfirmed = false,
        active = true,
    };

    private Account Known(XrpcCall call) => ledger.Accounts.WithDid(call.Caller.Did)
        ?? throw XrpcFault.Invalid($"Could not find user info for account: {call.Caller.Did}");
}
