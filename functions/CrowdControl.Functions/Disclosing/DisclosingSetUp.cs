using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Disclosing.Making;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Disclosing.Writing;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CrowdControl.Functions.Disclosing;

internal static class DisclosingSetUp
{
    public static IServiceCollection AddDisclosing(this IServiceCollection services) => services
        .AddSingleton<DisclosureTable>()
        .AddSingleton<PackShelf>()
        .AddSingleton<DisclosureRuns>()
        .AddSingleton(VerifierFiles.BesideTheApp)
        .AddSingleton<DisclosureRecord>()
        .AddSingleton(its => new ExhibitChoice(its.Of<EvidenceStore>()))
        .AddSingleton(its => new TakeExhibits(
            its.Of<EvidenceStore>(), its.Of<Holds>(), its.Of<Roster>(), its.Of<DisclosureRecord>(), its.Of<PackShelf>()))
        .AddSingleton<ErasedFields>()
        .AddSingleton<SelectEntries>()
        .AddSingleton<GatherEntries>()
        .AddSingleton<WritePapers>()
        .AddSingleton<ExportPack>()
        .AddSingleton<PackUp>()
        .AddSingleton(its => new DisclosureWorker(
            its.Of<DisclosureTable>(), its.Of<PackShelf>(), its.Of<TakeExhibits>(), its.Of<SelectEntries>(), its.Of<GatherEntries>(), its.Of<WritePapers>(),
            its.Of<ExportPack>(), its.Of<PackUp>()))
        .AddSingleton(its => new DisclosureDesk(
            its.Of<DisclosureTable>(), its.Of<DisclosureRecord>(), its.Of<DisclosureRuns>(), its.Of<ChannelRegister>(), its.Of<RecordExcerpts>(),
            its.Of<PackShelf>(), its.Of<ExhibitChoice>()));
}
