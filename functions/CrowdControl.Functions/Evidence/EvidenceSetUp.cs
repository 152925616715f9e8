using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Evidence.Packages;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Monitoring;
using CrowdControl.Functions.Networks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Evidence;

/// <summary>Function classes take public types only, so what they take is made here by hand from what is internal.</summary>
internal static class EvidenceSetUp
{
    public static IServiceCollection AddEvidence(this IServiceCollection services) => services
        .AddSingleton<EvidenceTable>().AddSingleton<EvidenceBlobs>().AddSingleton<EvidenceRecord>().AddSingleton<ExhibitActs>().AddSingleton<BlobHolds>()
        .AddSingleton(its => new Capture(its.Of<ChannelRegister>(), its.Of<KnownNetworks>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new CaseDesk(its.Of<EvidenceTable>(), its.Of<DataKeys>(), its.Of<EvidenceRecord>()))
        .AddSingleton(its => new CaptureDesk(
            its.Of<EvidenceTable>(), its.Of<EvidenceBlobs>(), its.Of<DataKeys>(), its.Of<EvidenceRecord>(), its.Of<MentionBook>(), its.Of<Capture>(), its.Of<BlobHolds>()))
        .AddSingleton(its => new ReadingDesk(its.Of<EvidenceTable>(), its.Of<EvidenceBlobs>(), its.Of<EvidenceRecord>(), its.Of<ExhibitActs>()))
        .AddSingleton(its => new Holds(its.Of<EvidenceTable>(), its.Of<EvidenceRecord>(), its.Of<BlobHolds>()))
        .AddSingleton(its => new Destruction(
            its.Of<EvidenceTable>(), its.Of<EvidenceBlobs>(), its.Of<EvidenceRecord>(), its.Of<ItemValues>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new ErasureDesk(its.Of<EvidenceTable>(), its.Of<EvidenceRecord>(), its.Of<ExhibitActs>(), its.Of<Destruction>()))
        .AddSingleton(its => new RetentionDesk(its.Of<EvidenceTable>(), its.Of<EvidenceRecord>(), its.Of<ExhibitActs>(), its.Of<ErasureDesk>()))
        .AddSingleton(its => new CertificateDesk(its.Of<EvidenceTable>(), its.Of<ExhibitActs>(), its.Of<ItemValues>()))
        .AddSingleton(its => new KeepEvidence(
            its.Of<EvidenceTable>(), its.Of<EvidenceRecord>(), its.Of<CaptureDesk>(), its.Of<Destruction>(), its.Of<BlobHolds>(), its.Of<TimeProvider>(),
            its.Of<ILogger<KeepEvidence>>()))
        .AddSingleton(its => new EvidenceStore(its.Of<EvidenceTable>(), its.Of<ReadingDesk>()));
}
