using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Attesting;
using CrowdControl.Functions.Auditing.Closing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Auditing.Exports;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Sheets;
using CrowdControl.Functions.Auditing.Officers;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;
using CrowdControl.Functions.Hosting.Vault;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Auditing;

internal static class AuditingSetUp
{
    /// <exception cref="InvalidOperationException">A setting is missing; the message names it.</exception>
    public static IServiceCollection AddAuditing(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AuditSettings.Read(configuration))
        .AddSingleton<SigningKeys>()
        .AddSingleton<KeyTable>()
        .AddSingleton<WrappingKey>()
        .AddSingleton<SecretTable>()
        .AddSingleton<HeadTable>()
        .AddSingleton<IndexTable>()
        .AddSingleton<IndexTerms>()
        .AddSingleton(its => new IndexRebuild(its.Of<RecordLogs>(), its.Of<IndexTable>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new RecordTerms(its.Of<RecordLogs>(), its.Of<IndexTerms>(), its.Of<Roster>()))
        .AddSingleton(its => new RecordLogs(
            its.Of<StorageClients>(), its.Of<HeadTable>(), its.Of<IndexTable>(), its.Of<IndexTerms>(), its.Of<SecretTable>(), its.Of<SigningKeys>(),
            its.Of<KeyTable>(), its.Of<AuditSettings>(), its.Of<TimeProvider>(), its.Of<CosigningDesk>(), its.Of<ILogger<RecordLogs>>()))
        .AddSingleton(its => new AuditTrail(its.Of<RecordLogs>(), its.Of<SecretTable>(), its.Of<TimeProvider>()))
        .AddSingleton<ViewTable>()
        .AddSingleton(its => new ViewLog(its.Of<ViewTable>(), its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new KeyRotation(
            its.Of<RecordLogs>(), its.Of<AuditTrail>(), its.Of<SigningKeys>(), its.Of<KeyTable>(), its.Of<TimeProvider>()))
        .AddSingleton<PreparedActs>()
        .AddSingleton(its => new SignedTrail(its.Of<AuditTrail>(), its.Of<PreparedActs>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new DataKeys(its.Of<WrappingKey>()))
        .AddSingleton(its => new ItemValues(its.Of<SecretTable>(), its.Of<RecordLogs>()))
        .AddSingleton<AnchorTable>()
        .AddSingleton(its => new CosigningDesk(
            its.Of<AuditSettings>().Witnesses, its.Of<AnchorTable>(), OutwardClient.Create(), its.Of<TimeProvider>()))
        .AddSingleton(its => new AnchorDesk(
            its.Of<RecordLogs>(), its.Of<AnchorTable>(), its.Of<AuditTrail>(), its.Of<AuditSettings>().Witnesses,
            Authority(its.Of<AuditSettings>()), its.Of<TimeProvider>()))
        .AddSingleton<SealTable>()
        .AddSingleton(its => new SealDesk(its.Of<RecordLogs>(), its.Of<SealTable>(), its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new SheetDesk(
            its.Of<RecordLogs>(), its.Of<SealTable>(), its.Of<AnchorDesk>(), its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton<MailTable>()
        .AddSingleton(its => Mail(its, MailSettings.Read(configuration)))
        .AddSingleton(its => new PolicyDesk(its.Of<RecordLogs>(), its.Of<AuditSettings>()))
        .AddSingleton<SweepTable>()
        .AddSingleton(its => new ClosingDesk(
            its.Of<RecordLogs>(), its.Of<HeadTable>(), its.Of<SecretTable>(), its.Of<SweepTable>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new ValueSweep(its.Of<RecordLogs>(), its.Of<SecretTable>(), its.Of<SweepTable>(), its.Of<PreparedActs>(), its.Of<TimeProvider>()))
        .AddSingleton(AttestSettings.Read(configuration))
        .AddSingleton<StoragePolicies>()
        .AddSingleton<BlobPolicies>()
        .AddSingleton<AttestTable>()
        .AddSingleton(its => new AttestDesk(
            its.Of<RecordLogs>(), its.Of<AttestTable>(), its.Of<StoragePolicies>(), its.Of<BlobPolicies>(), its.Of<AttestSettings>(),
            its.Of<AuditTrail>(), its.Of<TimeProvider>()))
        .AddSingleton(its => new OutsideExcerpts(its.Of<RecordLogs>()))
        .AddSingleton(its => new RecordExcerpts(
            its.Of<RecordLogs>(), its.Of<SecretTable>(), its.Of<SealDesk>(), its.Of<AnchorDesk>(), its.Of<PolicyDesk>()))
        .AddSingleton(its => new ExportDesk(its.Of<RecordLogs>(), its.Of<AuditTrail>()))
        .AddSingleton(its => new RecordDesk(
            its.Of<RecordLogs>(), its.Of<SecretTable>(), its.Of<AuditTrail>(), its.Of<ViewLog>(), its.Of<TimeProvider>()));

    private static SheetMail Mail(IServiceProvider its, MailSettings? settings) => new(
        settings, its.Of<MailTable>(), settings is null ? null : new MailLink(settings, its.Of<VaultClient>()), its.Of<TimeProvider>());

    private static TimeStampAuthority? Authority(AuditSettings settings) =>
        settings.TimeStampAuthority is { } address ? new TimeStampAuthority(OutwardClient.Create(), address, settings.TimeStampRoot) : null;
}
