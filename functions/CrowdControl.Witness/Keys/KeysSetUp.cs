using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Witness.Keys;

internal static class KeysSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = KeySettings.Read(configuration);
        return services.AddSingleton(its => new WitnessKey(settings, its.GetRequiredService<TokenCredential>()));
    }
}
