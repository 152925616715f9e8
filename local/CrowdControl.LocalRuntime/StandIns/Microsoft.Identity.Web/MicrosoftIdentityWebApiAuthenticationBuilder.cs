using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Goes on with the sign-in of a web API.</summary>
public class MicrosoftIdentityWebApiAuthenticationBuilder : MicrosoftIdentityBaseAuthenticationBuilder
{
    internal MicrosoftIdentityWebApiAuthenticationBuilder(IServiceCollection services, IConfigurationSection? section)
        : base(services, section)
    {
    }
}
