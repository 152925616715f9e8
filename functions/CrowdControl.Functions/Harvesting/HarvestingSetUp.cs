using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Harvesting.Feeds;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Networks;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Function classes take public types only, so what they take is made here by hand from what is internal.</summary>
internal static class HarvestingSetUp
{
    public static IServiceCollection AddHarvesting(this IServiceCollection services) => services
        .AddSingleton<SourceTable>().AddSingleton<Harvest>().AddSingleton<FeedTable>()
        .AddSingleton(its => new FeedClient(OutwardClient.Create(), its.Of<TimeProvider>()))
        .AddSingleton(its => new HarvestHealth(its.Of<SourceTable>()))
        .AddSingleton(its => new FeedDesk(its.Of<FeedTable>(), its.Of<HarvestHealth>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new HarvestPlan(
            its.Of<ChannelRegister>(), its.Of<FeedTable>(), its.Of<FeedClient>(), its.Of<KnownNetworks>(), its.Of<Harvest>(), its.Of<StorageClients>()));
}
