using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>What the builders of sign-in have in common.</summary>
public class MicrosoftIdentityBaseAuthenticationBuilder
{
    internal MicrosoftIdentityBaseAuthenticationBuilder(IServiceCollection services, IConfigurationSection? section)
    {
        Services = services;
        ConfigurationSection = section;
    }

    public IServiceCollection Services { get; }

    protected IConfigurationSection? ConfigurationSection { get; set; }
}
