using CrowdControl.AuditLog.Journal;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing.Making;
using CrowdControl.Functions.Disclosing.Store;

namespace CrowdControl.Functions.Disclosing;

/// <summary>Takes one step of making a pack after the other. What a step makes is stored under its name before the pack's row says so; a step
/// that was cut short, or that runs twice, finds it there.</summary>
public sealed class DisclosureWorker
{
    private readonly DisclosureTable _table;
    private readonly PackShelf _shelf;
    private readonly TakeExhibits _exhibits;
    private readonly SelectEntries _select;
    private readonly GatherEntries _gather;
    private readonly WritePapers _write;
    private readonly ExportPack _export;
    private readonly PackUp _pack;

    internal DisclosureWorker(
        DisclosureTable table, PackShelf shelf, TakeExhibits exhibits, SelectEntries select, GatherEntries gather, WritePapers write, ExportPack export,
        PackUp pack) =>
        (_table, _shelf, _exhibits, _select, _gather, _write, _export, _pack) = (table, shelf, exhibits, select, gather, write, export, pack);

    internal async Task<DisclosureStep> Advance(DisclosureRun run, CancellationToken cancellation)
    {
        if (await _table.Find(run.Tenant, run.Id, cancellation) is not { } stored) return new DisclosureStep(true);
        if (stored.Pack.State is not DisclosureState.Preparing)
        {
            await _shelf.Clear(run.Tenant, run.Id, cancellation);
            return new DisclosureStep(true);
        }

        DisclosurePack next;
        try
        {
            next = await Step(stored.Pack, cancellation);
        }
        catch (PackImpossible never)
        {
            next = stored.Pack.Fail(never.Message);
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            next = stored.Pack.Fail($"The record is not what was written, so nothing of it is disclosed. Verify it. ({stopped.What})");
        }

        // Who was quicker, by another run of this step or by calling it off, counts: the next look shows it.
        await _table.Change(stored, next, cancellation);
        return new DisclosureStep(false);
    }

    private async Task<DisclosurePack> Step(DisclosurePack pack, CancellationToken cancellation)
    {
        if (pack.Stage is DisclosureStage.Selecting && pack.Done < pack.Terms.Exhibits.Length)
        {
            await _exhibits.Run(pack, pack.Done, cancellation);
            return pack.Reach(DisclosureStage.Selecting, pack.Done + 1, pack.Terms.Exhibits.Length);
        }

        var frame = await _select.Run(pack, cancellation);
        switch (pack.Stage)
        {
            case DisclosureStage.Selecting:
                return pack.Reach(DisclosureStage.Gathering, 0, frame.Entries.Count);
            case DisclosureStage.Gathering when pack.Done < frame.Entries.Count:
                await _gather.Run(pack, frame, pack.Done / PackFrame.AtOnce, cancellation);
                var done = Math.Min(frame.Entries.Count, ((pack.Done / PackFrame.AtOnce) + 1) * PackFrame.AtOnce);
                return pack.Reach(done < frame.Entries.Count ? DisclosureStage.Gathering : DisclosureStage.Writing, done, null);
            case DisclosureStage.Gathering or DisclosureStage.Writing:
                await _write.Run(pack, frame, cancellation);
                return pack.Reach(DisclosureStage.Exporting, pack.Done, null);
            case DisclosureStage.Exporting:
                await _export.Run(pack, frame, await Written(pack, frame, cancellation), cancellation);
                return pack.Reach(DisclosureStage.Packing, pack.Done, null);
            default:
                var payload = await Written(pack, frame, cancellation);
                return pack.Finish(await _pack.Run(
                    pack, frame, payload, await _export.Run(pack, frame, payload, cancellation), cancellation));
        }
    }

    private Task<Payload> Written(DisclosurePack pack, PackFrame frame, CancellationToken cancellation) => _write.Run(pack, frame, cancellation);
}
