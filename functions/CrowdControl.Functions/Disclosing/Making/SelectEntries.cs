using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>First step: decides which entries are in the pack, seals and fastens the record, and fixes all of that.</summary>
internal sealed class SelectEntries(
    RecordExcerpts record, DisclosureRecord entries, TakeExhibits taken, ErasedFields erasures, PackShelf shelf, TimeProvider clock)
{
    /// <summary>A zip without extensions holds 65,534 files, and an entry is up to three.</summary>
    public const int Most = 20_000;

    private const int AtOnce = 1_000;

    public async Task<PackFrame> Run(DisclosurePack pack, CancellationToken cancellation)
    {
        if (await shelf.Settled<PackFrame>(pack.Tenant, pack.Id, PackFrame.Step, cancellation) is { } there) return there;

        // On the record before anything is read; and before the seal, so that the pack shows its own preparation.
        await entries.Prepared(pack, cancellation);
        var exhibits = await taken.All(pack, cancellation);
        var stream = pack.Terms.Scope.Stream;
        var sealing = stream is null ? null : await record.SealNow(pack.Tenant, cancellation);
        var sealedAs = stream is null ? null : sealing?.Streams.Prove(stream);
        var note = await record.AnchorNow(pack.Tenant, cancellation);
        var chosen = stream is null ? [.. pack.Terms.Scope.Entries] : await OfStream(pack, sealing!, sealedAs, cancellation);
        var size = (long)Checkpoint.Parse(note.Text).Size;
        var (covering, erased) = await erasures.Of(pack.Tenant, [.. chosen.Union(exhibits.SelectMany(exhibit => exhibit.Entries))], size, cancellation);
        chosen = Fits(await WithPasskeys(pack, covering, size, cancellation));
        if (chosen.Count == 0) throw new PackImpossible("Nothing was recorded there in this period, so there is nothing to disclose.");
        var shown = pack.Terms.Complete ? new PackStreams((ulong)sealing!.Index, [sealedAs!], []) : null;
        return await shelf.Settle(pack.Tenant, pack.Id, PackFrame.Step, new PackFrame(
            note.ToBytes(), size, chosen, shown is null ? null : sealing!.Index,
            shown?.Items(), shown?.Proofs(), clock.GetUtcNow(), exhibits, erased), cancellation);
    }

    /// <summary>A signature is worth nothing without the entries that say whose passkey it was made with.</summary>
    private async Task<IReadOnlyList<long>> WithPasskeys(DisclosurePack pack, IReadOnlyList<long> chosen, long size, CancellationToken cancellation)
    {
        var signers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in chosen.Chunk(AtOnce))
            foreach (var (_, leaf) in await record.Leaves(pack.Tenant, some, cancellation))
                if (leaf.Draft.Assertion is not null) signers.Add(leaf.Draft.Actor.Id);
        return [.. chosen.Union(await record.PasskeysOf(pack.Tenant, signers, size, cancellation)).Order()];
    }

    private async Task<IReadOnlyList<long>> OfStream(
        DisclosurePack pack, Sealing sealing, SealProof? sealedAs, CancellationToken cancellation)
    {
        if (sealedAs is null) return [];
        if (pack.Terms.Complete) Fits(sealedAs.Item.Number + 1);
        var all = await record.OfStream(pack.Tenant, sealedAs.Item, cancellation);
        if (pack.Terms.Complete) return [.. all.Append(sealing.Index).Distinct().Order()];
        if (pack.Terms.Period == DisclosurePeriod.Always) return Fits(all);
        var chosen = new List<long>();
        foreach (var some in all.Chunk(AtOnce))
            foreach (var (index, leaf) in await record.Leaves(pack.Tenant, some, cancellation))
                if (pack.Terms.Period.Holds(leaf.At)) chosen.Add(index);
        return Fits(chosen);
    }

    private static IReadOnlyList<long> Fits(IReadOnlyList<long> chosen)
    {
        Fits(chosen.Count);
        return chosen;
    }

    private static void Fits(long entries)
    {
        if (entries > Most) throw new PackImpossible(
            $"This would be {entries:N0} entries, and a pack holds {Most:N0}. Choose shorter periods without proof of completeness, and make several packs.");
    }
}
