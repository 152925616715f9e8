using System.Globalization;
using Azure.Storage.Blobs;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Log;

/// <summary>Puts a log together with its storage, keys, witnesses and index.</summary>
internal sealed class LogOpening(
    StorageClients storage, HeadTable heads, IndexTable index, IndexTerms terms, SecretTable secrets, SigningKeys keys, KeyTable keyTable,
    AuditSettings settings, TimeProvider clock, CosigningDesk? witnesses)
{
    public static string FolderOf(int number) => string.Create(CultureInfo.InvariantCulture, $"log{number}");

    public static string OriginOf(string service, TenantId tenant, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{service}/{tenant}/log/{number}");

    /// <param name="number">Of the organisation's logs, from 1.</param>
    /// <param name="end">The checkpoint that a closed log ended with; null for one that goes on.</param>
    public async Task<OpenLog> Open(TenantId tenant, int number, SignedNote? end, CancellationToken cancellation)
    {
        var containers = new Dictionary<LogArea, BlobContainerClient>();
        foreach (var area in Enum.GetValues<LogArea>()) containers[area] = await storage.OfRecord(RecordLogs.ContainerOf(area, tenant), cancellation);

        var (folder, origin) = (FolderOf(number), OriginOf(settings.Origin, tenant, number));
        var ring = new KeyRing(keys, keyTable, tenant, folder, origin, clock);
        await ring.Load(cancellation);
        var store = new BlobStore(area => containers[area]);
        SequencedLog? log = null;
        LogIndex? found = null;
        log = new SequencedLog(store, heads.Of(tenant, folder), new LogSettings(folder, origin)
        {
            Signers = () => ring.Signers,
            FormerKeys = () => ring.Known,
            Grid = settings.Grid,
            Rolling = (first, token) => found!.Advance(first, token),
            Lease = new BlobLease(containers[LogArea.Live], new LogPaths(folder).Lease).TryTake,
            Witnesses = witnesses?.For(tenant, folder, store, () => ring.Known, () => log!),
            EndsWith = end,
        }, clock);
        found = new LogIndex(index, terms, secrets, tenant, folder, log, clock);
        return new OpenLog(log, store, found, ring, folder, number) { Origin = origin, Looked = clock.GetUtcNow() };
    }
}
