using System.IO.Hashing;
using System.Security.Cryptography;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Collects small files of a pack into one blob.</summary>
internal sealed class PartWriter
{
    private readonly List<byte> _bytes = [];
    private readonly List<(string Path, long Offset, int Length, string Sha256, uint Crc32)> _files = [];

    public void Add(string path, ReadOnlySpan<byte> bytes)
    {
        _files.Add((path, _bytes.Count, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), Crc32.HashToUInt32(bytes)));
        _bytes.AddRange(bytes);
    }

    public async Task<IReadOnlyList<PackPart>> Keep(PackShelf shelf, TenantId tenant, DisclosureId id, CancellationToken cancellation)
    {
        var blob = await shelf.Keep(tenant, id, _bytes.ToArray(), cancellation);
        return [.. _files.Select(file => new PackPart(file.Path, blob, file.Offset, file.Length, file.Sha256, file.Crc32))];
    }
}
