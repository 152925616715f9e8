using System.Security.Cryptography;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Last step: writes the zip, from blob to blob, in memory of one of either.</summary>
internal sealed class PackUp(PackShelf shelf)
{
    public async Task<MadePack> Run(DisclosurePack pack, PackFrame frame, Payload payload, Exported exported, CancellationToken cancellation)
    {
        var manifest = payload.Manifest();
        (string Path, byte[] Bytes)[] tags =
        [
            (PackPath.Bagit, BagText.Bagit.ToArray()), (PackPath.BagInfo, exported.Info), (PackPath.Manifest, manifest), (PackPath.Export, exported.Proof),
        ];
        var list = PackManifest.Of(tags.Select(tag => (tag.Path, new Digest(SHA256.HashData(tag.Bytes)))));
        var blobs = new LastBlob(shelf, pack.Tenant);
        var files = tags.Append((Path: PackPath.TagManifest, Bytes: list)).Select(tag => PackFile.Of(tag.Path, tag.Bytes))
            .Concat(payload.Files.Select(part => new PackFile(part.Path, part.Length, stop => blobs.Open(part, stop)) { Crc32 = part.Crc32 }));

        await using var target = await shelf.Target(pack.Tenant, pack.Id, cancellation);
        await PackZip.Write(target, [.. files], cancellation);
        var (length, hash) = await target.Commit(cancellation) ?? await Written(pack, cancellation);
        return new MadePack(Convert.ToHexStringLower(SHA256.HashData(manifest)), hash, length, frame.Size, exported.Entry, exported.At);
    }

    /// <summary>An earlier run of this step got as far as writing it.</summary>
    private async Task<(long, string)> Written(DisclosurePack pack, CancellationToken cancellation)
    {
        await using var bytes = await shelf.OpenPack(pack.Tenant, pack.Id, cancellation);
        var digest = await PackDigest.Of(bytes, cancellation);
        return (digest.Length, digest.Sha256.ToHex());
    }

    /// <summary>Small files lie together in one blob, and are asked for one after the other.</summary>
    private sealed class LastBlob(PackShelf shelf, TenantId tenant)
    {
        private (string Name, ReadOnlyMemory<byte> Bytes)? _last;

        public async Task<Stream> Open(PackPart part, CancellationToken cancellation)
        {
            if (part.Blob.StartsWith("part/", StringComparison.Ordinal)) return await shelf.OpenPart(tenant, part.Blob, cancellation);
            if (_last?.Name != part.Blob)
                _last = (part.Blob, await shelf.Read(tenant, part.Blob, cancellation) ?? throw new IOException($"{part.Blob} is gone."));
            return new MemoryStream(_last.Value.Bytes.Slice((int)part.Offset, (int)part.Length).ToArray(), writable: false);
        }
    }
}
