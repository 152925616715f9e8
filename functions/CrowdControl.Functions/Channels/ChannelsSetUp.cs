using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Networks;
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
        .AddSingleton<ChannelWindow>()
        .AddSingleton(provider => new ChannelRegister(
            provider.GetRequiredService<ChannelTable>(), provider.GetRequiredService<ChannelAccess>(),
            provider.GetRequiredService<HarvestHealth>(), provider.GetRequiredService<AuditTrail>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ChannelDesk(
            provider.GetRequiredService<ChannelTable>(), provider.GetRequiredService<ChannelWindow>(),
            provider.GetRequiredService<KnownNetworks>(), provider.GetRequiredService<Roster>(), provider.GetRequiredService<AuditTrail>()))
        .AddSingleton(provider => new ConnectionDesk(
            provider.GetRequiredService<ChannelTable>(), provider.GetRequiredService<ChannelVault>(), provider.GetRequiredService<ChannelWindow>(),
            provider.GetRequiredService<KnownNetworks>(), provider.GetRequiredService<AuditTrail>()))
        .AddSingleton(provider => new PauseDesk(
            provider.GetRequiredService<ChannelTable>(), provider.GetRequiredService<ChannelWindow>(), provider.GetRequiredService<AuditTrail>()));
}
