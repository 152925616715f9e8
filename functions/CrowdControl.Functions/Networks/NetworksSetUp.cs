using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks.Bluesky;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CrowdControl.Functions.Networks;

internal static class NetworksSetUp
{
    public static IServiceCollection AddNetworks(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<INetwork>(provider => new BlueskyNetwork(OutwardClient.Create(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KnownNetworks>();
        return services;
    }
}
