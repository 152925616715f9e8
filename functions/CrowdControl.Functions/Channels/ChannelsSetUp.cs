using CrowdControl.Functions.Auditing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Channels;

internal static class ChannelsSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing or makes no sense; the message names it.</exception>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(VaultSettings.Read(configuration))
        .AddSingleton<ChannelVault>()
        .AddSingleton<ChannelAccess>()
        .AddSingleton<ChannelTable>()
        .AddSingleton(provider => new ChannelRegister(
            provider.GetRequiredService<ChannelTable>(), provider.GetRequiredService<ChannelAccess>(),
            provider.GetRequiredService<AuditTrail>(), provider.GetRequiredService<TimeProvider>()));
}
