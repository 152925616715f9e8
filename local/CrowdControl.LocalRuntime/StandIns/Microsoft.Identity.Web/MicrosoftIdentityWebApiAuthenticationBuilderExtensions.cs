using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web.Tokens;

namespace Microsoft.Identity.Web;

/// <summary>Adds the check of bearer tokens to an API.</summary>
public static class MicrosoftIdentityWebApiAuthenticationBuilderExtensions
{
    public static MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApi(
        this AuthenticationBuilder builder,
        IConfiguration configuration,
        string configSectionName = "AzureAd",
        string jwtBearerScheme = "Bearer",
        bool subscribeToJwtBearerMiddlewareDiagnosticsEvents = false) =>
        builder.AddMicrosoftIdentityWebApi(
            configuration.GetSection(configSectionName), jwtBearerScheme, subscribeToJwtBearerMiddlewareDiagnosticsEvents);

    public static MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration AddMicrosoftIdentityWebApi(
        this AuthenticationBuilder builder,
        IConfigurationSection configurationSection,
        string jwtBearerScheme = "Bearer",
        bool subscribeToJwtBearerMiddlewareDiagnosticsEvents = false)
    {
        builder.AddScheme<BearerOptions, BearerHandler>(jwtBearerScheme, options => options.Section = configurationSection);
        builder.Services.AddHttpContextAccessor();
        return new MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration(builder.Services, configurationSection);
    }
}
