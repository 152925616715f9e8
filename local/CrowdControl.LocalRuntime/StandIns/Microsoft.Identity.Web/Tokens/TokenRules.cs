using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.Identity.Web.Tokens;

/// <summary>What makes a token one of ours: who issued it, and for whom.</summary>
internal static class TokenRules
{
    public static TokenValidationParameters Of(BearerOptions options) => new()
    {
        ConfigurationManager = options.Discovery.Value,
        IssuerValidatorUsingConfiguration = (issuer, token, _, known) => IssuedBy(issuer, (JsonWebToken)token, known ?? Description(issuer, options)),
        AudienceValidator = (audiences, token, _) => MeantForUs(audiences, (JsonWebToken)token, options),
    };

    /// <summary>An issuer that serves many directories writes {tenantid} where a token has its own directory's id.</summary>
    private static string IssuedBy(string issuer, JsonWebToken token, BaseConfiguration known)
    {
        if (!token.TryGetPayloadValue<string>("tid", out var tenant) || string.IsNullOrEmpty(tenant))
            throw new SecurityTokenInvalidIssuerException(
                "IDX40003: Neither `tid` nor `tenantId` claim is present in the token obtained from Microsoft identity platform.");
        return issuer == known.Issuer?.Replace("{tenantid}", tenant, StringComparison.Ordinal) ? issuer : throw Unknown(issuer, null);
    }

    /// <summary>Asked once more where it could not be had: like the real one, the refusal then carries the network's fault.</summary>
    private static BaseConfiguration Description(string issuer, BearerOptions options)
    {
        try
        {
            return options.Discovery.Value.GetBaseConfigurationAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (InvalidOperationException away)
        {
            throw Unknown(issuer, away);
        }
    }

    private static SecurityTokenInvalidIssuerException Unknown(string issuer, Exception? cause) =>
        new($"IDX40001: Issuer: '{issuer}', does not match any of the valid issuers provided for this application. ", cause) { InvalidIssuer = issuer };

    /// <summary>Tokens of version 2 name the client id, those of version 1 its address, unless the app says what its audience is.</summary>
    private static bool MeantForUs(IEnumerable<string> audiences, JsonWebToken token, BearerOptions options)
    {
        token.TryGetPayloadValue<string>("ver", out var version);
        var expected = options.Audience ?? (version switch
        {
            "2.0" => options.ClientId,
            "1.0" => $"api://{options.ClientId}",
            _ => null,
        });
        return expected is not null && audiences.Contains(expected, StringComparer.Ordinal)
            ? true
            : throw new SecurityTokenInvalidAudienceException(
                $"IDX10214: Audience validation failed. Audiences: '{string.Join(", ", audiences)}'. Did not match: '{expected}'.");
    }
}
