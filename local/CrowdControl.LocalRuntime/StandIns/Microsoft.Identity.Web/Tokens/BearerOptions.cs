using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.Identity.Web.Tokens;

/// <summary>What a section such as AzureAd says about the tokens to accept.</summary>
internal sealed class BearerOptions : AuthenticationSchemeOptions
{
    private IConfigurationSection? _section;

    public IConfigurationSection Section
    {
        get => _section ?? throw new InvalidOperationException("The scheme has no section of the configuration.");
        set
        {
            _section = value;
            Discovery = new Lazy<BaseConfigurationManager>(() => new ConfigurationManager<OpenIdConnectConfiguration>(
                Authority + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = false }));
        }
    }

    /// <summary>Issuer and keys: kept, and asked for again when a token names a key that is not among them.</summary>
    public Lazy<BaseConfigurationManager> Discovery { get; private set; } = null!;

    public string ClientId => Required("ClientId");

    /// <summary>Null: it follows from the client id and the token's version.</summary>
    public string? Audience => Section["Audience"] is { Length: > 0 } audience ? audience : null;

    public bool MapInboundClaims => Section["MapInboundClaims"] is not { Length: > 0 } text || bool.Parse(text);

    /// <summary>Tokens without scopes and roles are accepted.</summary>
    public bool AllowWebApiToBeAuthorizedByAcl => Section["AllowWebApiToBeAuthorizedByACL"] is { Length: > 0 } text && bool.Parse(text);

    private string Authority
    {
        get
        {
            var given = Section["Authority"] is { Length: > 0 } authority ? authority : $"{Required("Instance").TrimEnd('/')}/{Required("TenantId")}";
            var plain = given.Trim().TrimEnd('/');
            return plain.EndsWith("/v2.0", StringComparison.OrdinalIgnoreCase) ? plain : plain + "/v2.0";
        }
    }

    private string Required(string name) => Section[name] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"IDW10106: The '{name}' option must be provided. ");
}
