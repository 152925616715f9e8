using System.Security.Cryptography;
using CrowdControl.LocalRuntime.Neighbours.Network.Ledger;
using CrowdControl.LocalRuntime.Neighbours.Network.Lexicons;
using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using static CrowdControl.LocalRuntime.Neighbours.Network.Lexicons.Shapes;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Opening accounts, passwords for programs, and finding accounts by handle.</summary>
internal sealed class AccountMethods(NetworkLedger ledger, Tokens tokens)
{
    private const string PasswordLetters = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly SessionOpener _sessions = new(ledger, tokens);

    public IEnumerable<XrpcMethod> All =>
    [
        new("com.atproto.server.describeServer", XrpcAuth.Anybody, _ => Describe()),
        new("com.atproto.identity.resolveHandle", XrpcAuth.Anybody, Resolve),
        new("com.atproto.server.createAccount", XrpcAuth.Anybody, Open)
        {
            Procedure = true,
            Input = Object(new Field("handle", Formats.HandleName), new Field("email", Text(), Required: false), new Field("password", Text(), Required: false)),
            Charges = call => [new RateCharge(RateLimits.Accounts, call.Address)],
        },
        new("com.atproto.server.createAppPassword", XrpcAuth.FullAccount, MakePassword)
        {
            Procedure = true,
            Input = Object(new Field("name", Text()), new Field("privileged", Truth, Required: false)),
        },
    ];

    private static object Describe() => new
    {
        did = "did:web:localhost",
        availableUserDomains = new[] { Handle.Domain },
        inviteCodeRequired = false,
        links = new { },
        contact = new { },
    };

    private object Resolve(XrpcCall call)
    {
        var handle = call.Required("handle");
        if (!Handle.IsValid(handle)) throw XrpcFault.Invalid("Error: handle must be a valid handle");
        return new { did = ledger.Accounts.Find(handle)?.Did ?? throw XrpcFault.Invalid("Unable to resolve handle") };
    }

    private object Open(XrpcCall call)
    {
        var email = call.OptionalText("email") ?? throw XrpcFault.Invalid("Email is required");
        if (!email.Contains('@', StringComparison.Ordinal))
            throw XrpcFault.Invalid("This email address is not supported, please use a different email.");
        var handle = Handle.Normalise(call.Text("handle"));
        if (Handle.Refusal(handle) is { } refusal) throw XrpcFault.Invalid(refusal.Message, refusal.Error);
        if (ledger.Accounts.Find(handle) is not null) throw XrpcFault.Invalid($"Handle already taken: {handle}");
        if (ledger.Accounts.WithEmail(email) is not null) throw XrpcFault.Invalid($"Email already taken: {email}");

        var account = NewAccounts.Open(ledger, handle, email, call.OptionalText("password") ?? "");
        var session = _sessions.Open(account, by: null);
        return new { handle, did = account.Did, didDoc = Did.Document(account, call.Server), session.AccessJwt, session.RefreshJwt };
    }

    private object MakePassword(XrpcCall call)
    {
        var (name, privileged) = (call.Text("name"), call.Body.TryGetProperty("privileged", out var flag) && flag.GetBoolean());
        if (ledger.Accounts.WithDid(call.Caller.Did)!.AppPasswords.ContainsKey(name)) throw XrpcFault.Internal();
        var letters = RandomNumberGenerator.GetString(PasswordLetters, 16);
        var password = string.Join('-', letters.Chunk(4).Select(four => new string(four)));
        ledger.Record(new AppPasswordMade(ledger.Now, call.Caller.Did, name, PasswordHash.Of(password), privileged));
        return new { name, password, createdAt = Formats.Write(ledger.Now), privileged };
    }
}
