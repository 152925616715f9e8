using System.Security.Cryptography;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Fourth step: the record commits to the list of the pack's files, and is published and fastened outside before the pack is there.</summary>
internal sealed class ExportPack(RecordExcerpts record, DisclosureRecord entries, PackShelf shelf, TimeProvider clock)
{
    public async Task<Exported> Run(DisclosurePack pack, PackFrame frame, Payload payload, CancellationToken cancellation)
    {
        if (await shelf.Settled<Exported>(pack.Tenant, pack.Id, Exported.Step, cancellation) is { } there) return there;

        var index = await entries.Exported(pack, ManifestHash(payload), frame.Entries.Count, cancellation);
        var note = await record.AnchorNow(pack.Tenant, cancellation);
        var size = (long)Checkpoint.Parse(note.Text).Size;
        var entry = (await record.Entries(pack.Tenant, [index], size, cancellation))[0];
        var consistency = await record.Consistency(pack.Tenant, frame.Size, size, cancellation);
        var proof = new PackExport((ulong)index, entry.Bytes, entry.Proof, consistency, note);
        var info = BagText.Of(
            await record.OriginOf(pack.Tenant, cancellation), (ulong)index, Leaf.Parse(entry.Bytes.Span), payload.Files.Sum(file => file.Length), payload.Files.Count);
        return await shelf.Settle(
            pack.Tenant, pack.Id, Exported.Step, new Exported(index, proof.ToBytes(), info, clock.GetUtcNow()), cancellation);
    }

    public static string ManifestHash(Payload payload) => Convert.ToHexStringLower(SHA256.HashData(payload.Manifest()));
}
