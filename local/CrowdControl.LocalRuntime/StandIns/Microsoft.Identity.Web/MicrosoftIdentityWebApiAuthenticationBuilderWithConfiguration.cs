using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web;

/// <summary>Goes on with the sign-in of a web API that a section of the configuration describes.</summary>
public class MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration : MicrosoftIdentityWebApiAuthenticationBuilder
{
    internal MicrosoftIdentityWebApiAuthenticationBuilderWithConfiguration(IServiceCollection services, IConfigurationSection section)
        : base(services, section)
    {
    }
}
