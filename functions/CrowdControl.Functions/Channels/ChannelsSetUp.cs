using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Channels;

internal static class ChannelsSetUp
{
    public static IServiceCollection AddChannels(this IServiceCollection services) => services
        .AddSingleton<ChannelVault>()
        .AddSingleton<ChannelAccess>()
        .AddSingleton<ChannelTable>()
        .AddSingleton<ChannelWindow>()
        .AddSingleton(its => new ChannelRegister(
            its.Of<ChannelTable>(), its.Of<ChannelAccess>(), its.Of<HarvestHealth>(), its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new ChannelDesk(
            its.Of<ChannelTable>(), its.Of<ChannelWindow>(), its.Of<KnownNetworks>(), its.Of<Roster>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new ConnectionDesk(
            its.Of<ChannelTable>(), its.Of<ChannelVault>(), its.Of<ChannelWindow>(), its.Of<KnownNetworks>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new PauseDesk(its.Of<ChannelTable>(), its.Of<ChannelWindow>(), its.Of<AuditTrail>()));
}
