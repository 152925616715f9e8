using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Hosting;

internal static class HostingSetUp
{
    public static IServiceCollection AddHosting(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(provider => Credentials.Of(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<StorageClients>()
        .AddSingleton<Tables>();
}
