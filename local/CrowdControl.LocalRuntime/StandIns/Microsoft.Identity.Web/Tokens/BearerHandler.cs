using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Microsoft.Identity.Web.Tokens;

/// <summary>Reads the Authorization header of a request and tells whose token it is.</summary>
internal sealed class BearerHandler(IOptionsMonitor<BearerOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<BearerOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    /// <summary>An access token without one of these was issued to nobody in particular: the real one refuses it too.</summary>
    private static readonly string[] Permissions =
        ["scp", "http://schemas.microsoft.com/identity/claims/scope", "roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var token = header[Prefix.Length..].Trim();
        if (token.Length == 0) return AuthenticateResult.NoResult();

        var reader = new JsonWebTokenHandler { MapInboundClaims = Options.MapInboundClaims };
        var read = await reader.ValidateTokenAsync(token, TokenRules.Of(Options));
        if (!read.IsValid) return AuthenticateResult.Fail(read.Exception);
        var caller = new ClaimsPrincipal(read.ClaimsIdentity);
        if (!Options.AllowWebApiToBeAuthorizedByAcl && !caller.HasClaim(claim => Permissions.Contains(claim.Type)))
            return AuthenticateResult.Fail(
                $"IDW10201: Neither scope nor roles claim was found in the bearer token. Authentication scheme used: '{Scheme.Name}'. ");
        return AuthenticateResult.Success(new AuthenticationTicket(caller, Scheme.Name));
    }
}
