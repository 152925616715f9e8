using System.Globalization;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Auditing.Excerpts;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Disclosing.Store;
using CrowdControl.Functions.Disclosing.Writing;
using CrowdControl.Functions.Evidence;

namespace CrowdControl.Functions.Disclosing.Making;

/// <summary>Third step: everything of the pack that is not an entry. With it the list of its files is fixed.</summary>
internal sealed class WritePapers(
    RecordExcerpts record, OutsideExcerpts others, ChannelRegister channels, EvidenceStore evidence, DisclosureTable table, PackShelf shelf, VerifierFiles verifier)
{
    public async Task<Payload> Run(DisclosurePack pack, PackFrame frame, CancellationToken cancellation)
    {
        if (await shelf.Settled<Payload>(pack.Tenant, pack.Id, Payload.Step, cancellation) is { } there) return there;

        var (batches, files) = (new List<Batch>(), new PartWriter());
        for (var number = 0; number < frame.Batches; number++)
            batches.Add(await shelf.Settled<Batch>(pack.Tenant, pack.Id, Batch.Step(number), cancellation)
                ?? throw new IOException($"Batch {number} of disclosure {pack.Id} is gone."));

        var redactions = batches.SelectMany(batch => batch.Redactions).ToList();
        files.Add(PackPath.Checkpoint, frame.Checkpoint);
        files.Add(PackPath.Policy, await record.Policy(pack.Tenant, cancellation));
        files.Add(PackPath.Redactions, PackRedactions.ToBytes(redactions));
        if (frame is { SealItems: { } items, SealProofs: { } proofs })
        {
            files.Add(PackPath.SealItems, items);
            files.Add(PackPath.SealProofs, proofs);
        }

        var outside = await Outside(pack, frame, files, cancellation);
        var root = Checkpoint.Parse(SignedNote.Parse(frame.Checkpoint).Text).Root.ToHex();
        Papers(files, new PackFacts(
            pack, await record.OriginOf(pack.Tenant, cancellation), await About(pack, cancellation), frame, root, outside, [.. batches.SelectMany(batch => batch.Shown)],
            redactions, verifier.HasPrograms));
        var programs = await Verifier(pack, files, cancellation);
        var papers = await files.Keep(shelf, pack.Tenant, pack.Id, cancellation);
        // Two exhibits of the same bytes are one file.
        var evidence = frame.Exhibits.Select(exhibit => exhibit.File).DistinctBy(file => file.Path);
        return await shelf.Settle(
            pack.Tenant, pack.Id, Payload.Step, new Payload([.. batches.SelectMany(batch => batch.Files), .. papers, .. evidence, .. programs]), cancellation);
    }

    private static void Papers(PartWriter files, PackFacts facts)
    {
        files.Add(PackPath.Readme, ReadmePage.Write(facts));
        files.Add(PackPath.Report, ReportPaper.Write(facts));
        files.Add(PackPath.Case, CaseGraph.Write(facts));
        files.Add(PackPath.CasePaper("schedule-relevant.csv"), Schedules.Relevant(facts));
        files.Add(PackPath.CasePaper("schedule-sensitive.csv"), Schedules.Sensitive(facts));
    }

    /// <summary>Sheets of about a year: whoever has an older one on paper finds it in a pack of that time, and that pack in this one.</summary>
    private const int MostSheets = 400;

    /// <summary>What others say of the pack's checkpoint and of those that were disclosed or printed before.</summary>
    /// <returns>Who they are.</returns>
    private async Task<IReadOnlyList<string>> Outside(DisclosurePack pack, PackFrame frame, PartWriter files, CancellationToken cancellation)
    {
        var origin = await record.OriginOf(pack.Tenant, cancellation);
        var names = SignedNote.Parse(frame.Checkpoint).Signatures.Select(line => line.Name)
            .Where(name => name != origin).ToList();
        var sizes = new List<long> { frame.Size };
        var sheets = await others.Sheets(pack.Tenant, frame.Size, MostSheets, cancellation);
        if (sheets is [var newest, ..]) files.Add(PackPath.Sheet, newest.ToPdf());
        foreach (var old in (await Earlier(pack, frame.Size, cancellation)).Union(sheets.Select(sheet => sheet.Size)).Where(old => old < frame.Size).Order())
            if (await record.CheckpointOf(pack.Tenant, old, cancellation) is { } note)
            {
                files.Add(PackPath.Consistency((ulong)old, (ulong)frame.Size), new PackConsistency(
                    note, await record.Consistency(pack.Tenant, old, frame.Size, cancellation)).ToBytes());
                sizes.Add(old);
            }

        foreach (var (at, root) in (await others.Authorities(pack.Tenant, cancellation)).Index())
            files.Add(PackPath.Authority(string.Create(CultureInfo.InvariantCulture, $"tsa-{at + 1}")), root);
        foreach (var size in sizes)
            if (await others.Receipt(pack.Tenant, size, cancellation) is { } receipt) files.Add(PackPath.Receipt((ulong)size), receipt);
        foreach (var size in sizes)
            foreach (var (authority, response) in await record.Stamps(pack.Tenant, size, cancellation))
            {
                files.Add(PackPath.Stamp((ulong)size, authority), response);
                if (size == frame.Size) names.Add(authority);
            }

        return [.. names.Distinct()];
    }

    /// <summary>Sizes of the checkpoints in earlier packs of the same channel or case: two packs, made a year apart, can be held to each other.</summary>
    private async Task<IReadOnlyList<long>> Earlier(DisclosurePack pack, long size, CancellationToken cancellation) =>
        pack.Terms.Scope.Stream is not { } stream ? [] :
        [
            .. (await table.All(pack.Tenant, cancellation))
                .Where(other => other.Id != pack.Id && other.Terms.Scope.Stream == stream && other.Made is not null)
                .Select(other => other.Made!.LogSize).Where(old => old < size).Distinct().Order(),
        ];

    private async Task<IReadOnlyList<PackPart>> Verifier(DisclosurePack pack, PartWriter files, CancellationToken cancellation)
    {
        var (parts, sums) = (new List<PackPart>(), new List<(string, string)>());
        foreach (var name in verifier.Names())
        {
            PackDigest digest;
            await using (var bytes = verifier.Open(name)) digest = await PackDigest.Of(bytes, cancellation);
            var blob = await shelf.KeepPart(pack.Tenant, digest, () => verifier.Open(name), cancellation);
            parts.Add(new PackPart(PackPath.Verifier(name), blob, 0, digest.Length, digest.Sha256.ToHex(), digest.Crc32));
            sums.Add((name, digest.Sha256.ToHex()));
        }

        files.Add(PackPath.Verifier(VerifierFiles.Sums), VerifierFiles.SumsOf(sums));
        return parts;
    }

    private async Task<string> About(DisclosurePack pack, CancellationToken cancellation)
    {
        if (pack.Terms.Scope.Case is { } own) return $"Case {(await evidence.FindCase(pack.Tenant, own, cancellation))?.Number ?? own.Value}";
        if (pack.Terms.Scope.Channel is not { } id)
            return string.Create(CultureInfo.InvariantCulture, $"{pack.Terms.Scope.Entries.Length} chosen entries");
        return await channels.Get(pack.Tenant, id, cancellation) is { } channel ? $"{channel.DisplayName} ({channel.Handle})" : $"Channel {id}";
    }
}
