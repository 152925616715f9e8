using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Harvesting;

internal static class HarvestingSetUp
{
    public static IServiceCollection AddHarvesting(this IServiceCollection services) => services
        .AddSingleton<SourceRows>()
        .AddSingleton(provider => new HarvestHealth(provider.GetRequiredService<SourceRows>()));
}
