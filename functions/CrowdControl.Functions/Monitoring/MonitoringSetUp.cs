using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Monitoring;

internal static class MonitoringSetUp
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<Mentions>()
        .AddSingleton(provider => new MentionBook(provider.GetRequiredService<Mentions>(), provider.GetRequiredService<TimeProvider>()));
}
