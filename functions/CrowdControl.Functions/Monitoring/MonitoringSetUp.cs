using CrowdControl.Analysis.Triage;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring.Watches;
using CrowdControl.Functions.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Monitoring;

/// <summary>Function classes take public types only, so what they take is made here by hand from what is internal.</summary>
internal static class MonitoringSetUp
{
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton<Mentions>().AddSingleton<HitIndex>().AddSingleton<OwnPosts>().AddSingleton<WatchTable>().AddSingleton<WatchSets>()
        .AddSingleton<MentionQueue>().AddSingleton<MentionList>().AddSingleton<Conversations>()
        .AddSingleton(its => new Classifying(
            its.Of<ITriageEngine>(), its.Of<WatchSets>(), its.Of<Mentions>(), its.Of<HitIndex>(), its.Of<OwnPosts>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new WatchDesk(its.Of<WatchTable>(), its.Of<WatchSets>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new WatchList(its.Of<WatchTable>(), its.Of<HitIndex>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new MentionDesk(its.Of<Mentions>(), its.Of<MentionList>(), its.Of<Conversations>(), its.Of<LivePosts>(), its.Of<ViewLog>()))
        .AddSingleton(its => new MentionBook(its.Of<Mentions>(), its.Of<TimeProvider>()));
}
