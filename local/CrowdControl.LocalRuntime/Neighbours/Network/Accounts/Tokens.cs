using CrowdControl.LocalRuntime.Neighbours.Network.Xrpc;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrowdControl.LocalRuntime.Neighbours.Network.Accounts;

/// <summary>Access and refresh tokens, signed with a key that is kept, so that sessions outlive a restart as they do on the real server.</summary>
internal sealed class Tokens(string directory, TimeProvider clock)
{
    public static readonly TimeSpan AccessLife = TimeSpan.FromHours(2);
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(90);
    private const string AccessType = "at+jwt";
    private const string RefreshType = "refresh+jwt";
    private const string Server = "did:web:localhost";
    private readonly SymmetricSecurityKey _key = new(KeyFile.ReadOrCreate(Path.Combine(directory, "network.key")));
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public string Access(string did, string scope) => Sign(AccessType, did, scope, AccessLife, id: null);

    public string Refresh(string did, string id) => Sign(RefreshType, did, Scopes.Refresh, RefreshLife, id);

    public Task<Caller> ReadAccess(string token) => Read(token, AccessType);

    public Task<Caller> ReadRefresh(string token) => Read(token, RefreshType);

    private string Sign(string type, string did, string scope, TimeSpan life, string? id)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["scope"] = scope,
            ["aud"] = Server,
            ["sub"] = did,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + life).ToUnixTimeSeconds(),
        };
        if (id is not null) claims["jti"] = id;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    private async Task<Caller> Read(string token, string type)
    {
        var read = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = _key,
            ValidateIssuer = false,
            ValidAudience = Server,
            LifetimeValidator = (_, expires, _, _) => expires is { } end && clock.GetUtcNow() < end,
        });
        if (read.Exception is SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException)
            throw XrpcFault.Invalid("Token has expired", "ExpiredToken");
        if (!read.IsValid || read.SecurityToken is not JsonWebToken jwt) throw XrpcFault.Invalid("Token could not be verified", "InvalidToken");
        if (jwt.Typ != type) throw XrpcFault.Invalid("Invalid token type", "InvalidToken");
        return new Caller(jwt.Subject, jwt.GetPayloadValue<string>("scope"), jwt.Id);
    }
}

/// <summary>Whose token came with a call, and what it allows. <paramref name="TokenId"/> is a refresh token's.</summary>
internal sealed record Caller(string Did, string Scope, string TokenId);

/// <summary>What tokens allow, in the protocol's words.</summary>
internal static class Scopes
{
    public const string Access = "com.atproto.access";
    public const string AppPassword = "com.atproto.appPass";
    public const string PrivilegedAppPassword = "com.atproto.appPassPrivileged";
    public const string Refresh = "com.atproto.refresh";
}
