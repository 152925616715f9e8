using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Index;

/// <summary>Writes the index anew from the log, where somebody thinks that it hides or invents entries. Searches go on meanwhile.</summary>
/// <remarks>Every row is written again first, some thousands of entries at each run of the timer; then every row is held to the log, and
/// one that the log does not bear out is taken away. Cut short anywhere, the next run goes on from the last note. Rows by which a
/// repetition is told stay in their place all the time: an act that is tried again meanwhile is recorded once.</remarks>
public sealed class IndexRebuild
{
    /// <summary>In one run: so many entries take a minute at most.</summary>
    private const int MostAtOnce = 20_000;

    private readonly RecordLogs _logs;
    private readonly IndexTable _table;
    private readonly AuditTrail _trail;

    internal IndexRebuild(RecordLogs logs, IndexTable table, AuditTrail trail) => (_logs, _table, _trail) = (logs, table, trail);

    /// <summary>Has it done; where it is under way, it begins again.</summary>
    public async Task<RebuildView> Ask(Caller caller, Intent intent, CancellationToken cancellation)
    {
        await _trail.Record(
            caller, $"index/{intent.IdFor("rebuild")}", "index.rebuild-asked", new AuditSubject("record", caller.Tenant.Value), null, AuditOutcome.Asked, [], cancellation);
        var open = await _logs.Opened(caller.Tenant, cancellation);
        for (var number = 1; number <= open.Number; number++) await _table.Rebuild(caller.Tenant, RecordLogs.FolderOf(number), 0, cancellation);
        return new RebuildView(await open.Log.Size(cancellation));
    }

    /// <summary>Goes on with what was asked for, if anything was.</summary>
    /// <returns>Rows that the log did not bear out, and that were taken away.</returns>
    public async Task<int> Advance(TenantId tenant, CancellationToken cancellation)
    {
        var (current, removed) = (await _logs.Opened(tenant, cancellation), 0);
        for (var number = 1; number <= current.Number; number++)
        {
            var folder = RecordLogs.FolderOf(number);
            if (await _table.Rebuilding(tenant, folder, cancellation) is not { } from || await _logs.Numbered(tenant, number, cancellation) is not { } open) continue;
            var until = Math.Min(await open.Log.Size(cancellation), from + MostAtOnce);
            for (; from < until; from = Math.Min(until, from + LogIndex.MostWaiting))
                await _table.Write(tenant, folder, await open.Index.Read(from, (int)Math.Min(LogIndex.MostWaiting, until - from), cancellation), cancellation);
            if (until < await open.Log.Size(cancellation))
            {
                await _table.Rebuild(tenant, folder, until, cancellation);
                continue;
            }

            removed += await Hold(tenant, open, cancellation);
            await _table.Rebuilt(tenant, folder, cancellation);
        }

        return removed;
    }

    /// <summary>Holds each row to the entry that it stands for. Rows of a list come in the order of their entries, so that what one read of
    /// the log gives serves many of them.</summary>
    private async Task<int> Hold(TenantId tenant, OpenLog open, CancellationToken cancellation)
    {
        var (size, removed, known) = (await open.Log.Size(cancellation), 0, new Dictionary<long, IndexedEntry>());
        await foreach (var page in _table.All(tenant, open.Folder, cancellation))
        {
            var wrong = new List<IndexedRow>();
            foreach (var row in page)
            {
                if (row.Index >= size) { wrong.Add(row); continue; }
                if (!known.TryGetValue(row.Index, out var entry))
                {
                    if (known.Count > MostAtOnce) known.Clear();
                    var from = row.Index / 256 * 256;
                    foreach (var one in await open.Index.Read(from, (int)Math.Min(256, size - from), cancellation)) known[one.Index] = one;
                    entry = known[row.Index];
                }

                if (!row.IsOf(entry, tenant, open.Folder)) wrong.Add(row);
            }

            await _table.Remove(wrong, cancellation);
            removed += wrong.Count;
        }

        return removed;
    }
}

/// <param name="Entries">As many are written anew.</param>
public sealed record RebuildView(long Entries);
