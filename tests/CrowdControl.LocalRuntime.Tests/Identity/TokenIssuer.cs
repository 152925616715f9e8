using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CrowdControl.LocalRuntime.Tests.Identity;

/// <summary>An OIDC issuer on a free port: its description, its keys, and tokens as Entra ID writes them.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Directory = "11111111-0000-4000-8000-000000000001";
    private readonly WebApplication _server;
    private RsaSecurityKey _key = NewKey();

    private TokenIssuer(WebApplication server, string path) => (_server, Path) = (server, path);

    public string Path { get; }

    public string Address => _server.Urls.First();

    public string Authority => Address + Path;

    public string Issuer { get; private set; } = "";

    /// <summary>How often somebody asked for the keys.</summary>
    public int Asked { get; private set; }

    public static async Task<TokenIssuer> Start(string path = "/" + Directory + "/v2.0", string? issuer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var one = new TokenIssuer(builder.Build(), path);
        one._server.MapGet(path + "/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = issuer is null ? one.Authority : one.Address + issuer,
            ["jwks_uri"] = one.Authority + "/keys",
        }));
        one._server.MapGet(path + "/keys", () => one.Keys());
        await one._server.StartAsync();
        one.Issuer = issuer is null ? one.Authority : (one.Address + issuer).Replace("{tenantid}", Directory, StringComparison.Ordinal);
        return one;
    }

    public void ChangeKeys() => _key = NewKey();

    /// <summary>A token of a person who may use the API; a claim that is null is left out.</summary>
    public string Token(string audience = "api", string? issuer = null, int seconds = 600, params (string Name, object? Value)[] but)
    {
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = "ana",
            ["oid"] = "22222222-0000-4000-8000-000000000002",
            ["tid"] = Directory,
            ["ver"] = "2.0",
            ["scp"] = "access_as_user",
            ["name"] = "Ana",
            ["preferred_username"] = "ana@force.example",
        };
        foreach (var (name, value) in but) claims[name] = value;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Issuer,
            Audience = audience,
            NotBefore = now.AddHours(-2),
            IssuedAt = now.AddHours(-2),
            Expires = now.AddSeconds(seconds),
            Claims = claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private IResult Keys()
    {
        Asked++;
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
        return Results.Text(
            JsonSerializer.Serialize(new { keys = new[] { new { kty = key.Kty, kid = key.KeyId, n = key.N, e = key.E, use = "sig" } } }), "application/json");
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = System.IO.Path.GetRandomFileName() };
}
