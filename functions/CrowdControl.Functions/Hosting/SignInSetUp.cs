using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Web;

namespace CrowdControl.Functions.Hosting;

internal static class SignInSetUp
{
    /// <summary>Bearer tokens of the organisation's directory, checked by Microsoft.Identity.Web as the section AzureAd says.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(configuration);
        return services;
    }
}
