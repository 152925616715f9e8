using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Before anything is selected: reads the files of exhibits, one a step, in the name of whoever approved the pack. So that the pack
/// shows its own reading of them, this comes before the seal.</summary>
internal sealed class TakeExhibits(EvidenceStore evidence, Holds holds, Roster roster, DisclosureRecord entries, PackShelf shelf)
{
    private const string Extension = "wacz";

    public async Task Run(DisclosurePack pack, int number, CancellationToken cancellation)
    {
        if (await shelf.Settled<PackPart>(pack.Tenant, pack.Id, Step(number), cancellation) is not null) return;

        await entries.Prepared(pack, cancellation);
        var exhibit = await Find(pack, number, cancellation);
        var bytes = await Read(pack, exhibit, cancellation);
        var blob = await shelf.Keep(pack.Tenant, pack.Id, bytes, cancellation);
        var path = PackPath.Evidence(Digest.FromHex(exhibit.Sha256), Extension);
        await shelf.Settle(
            pack.Tenant, pack.Id, Step(number), new PackPart(path, blob, 0, bytes.Length, exhibit.Sha256, Crc32.HashToUInt32(bytes)), cancellation);
    }

    /// <summary>All of them as they stand now, with every touch up to now.</summary>
    public async Task<IReadOnlyList<PackedExhibit>> All(DisclosurePack pack, CancellationToken cancellation)
    {
        var all = new List<PackedExhibit>();
        for (var number = 0; number < pack.Terms.Exhibits.Length; number++)
        {
            await Run(pack, number, cancellation);
            var exhibit = await Find(pack, number, cancellation);
            var custody = await evidence.Custody(pack.Tenant, exhibit.Id, cancellation);
            all.Add(new PackedExhibit(
                exhibit.Id.Value, exhibit.Number, exhibit.Label ?? "", exhibit.Class.ToString(), exhibit.Network, exhibit.TakenBy.Name, exhibit.TakenAt,
                exhibit.Sha256, (await holds.OpenOn(pack.Tenant, exhibit.Id, cancellation)).Count,
                (await shelf.Settled<PackPart>(pack.Tenant, pack.Id, Step(number), cancellation))!,
                [.. custody.Select(touch => touch.Entry).Distinct().Order()]));
        }

        return all;
    }

    private async Task<byte[]> Read(DisclosurePack pack, Exhibit exhibit, CancellationToken cancellation)
    {
        var (by, at) = (pack.Decided!.Who, pack.Decided.At);
        // At the time of the approval: a step that runs again is the same touch.
        if (await roster.Find(pack.Tenant, by.Member, cancellation) is not { } found || found with { At = at } is var approver && !ExhibitChoice.MayRead(approver, exhibit))
            throw new PackImpossible($"{by.Name}, who approved this, may not read exhibit {exhibit.Number} any more. Ask for a new pack, and have somebody approve it who may.");
        try
        {
            await using var opened = await evidence.OpenForDisclosure(approver, exhibit, new Intent($"{pack.Id}/{exhibit.Id}"), cancellation) ?? throw Gone(exhibit.Number);
            using var bytes = new MemoryStream();
            await opened.CopyToAsync(bytes, cancellation);
            return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))) == exhibit.Sha256
                ? bytes.ToArray()
                : throw new InvalidDataException("It is not what was taken.");
        }
        catch (InvalidDataException broken)
        {
            throw new PackImpossible($"Exhibit {exhibit.Number} is not disclosed: {broken.Message}");
        }
    }

    private async Task<Exhibit> Find(DisclosurePack pack, int number, CancellationToken cancellation) =>
        await evidence.Find(pack.Tenant, new ExhibitId(pack.Terms.Exhibits[number]), cancellation) ?? throw Gone(pack.Terms.Exhibits[number]);

    private static PackImpossible Gone(string exhibit) =>
        new($"Exhibit {exhibit} was destroyed since this was asked for. Ask for a pack without it; the record says why it went.");

    private static string Step(int number) => string.Create(CultureInfo.InvariantCulture, $"exhibit-{number:D6}");
}
