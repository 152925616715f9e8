using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Officers;

namespace CrowdControl.Functions.Auditing.Secrets;

/// <summary>Takes away values whose entry never came to be: the app died between the two writes, an act was tried twice, or was prepared and
/// never signed. Whatever an entry commits to stays, and so does what may still be under way.</summary>
public sealed class ValueSweep
{
    /// <summary>Days that are looked at are over, and their entries have been in for a whole day.</summary>
    private const int DaysAgo = 2;

    /// <summary>After a long stand-still the rest waits for the next day.</summary>
    private const int MostDays = 31;

    private const int AtOnce = 1_000;
    private readonly RecordLogs _logs;
    private readonly SecretTable _secrets;
    private readonly SweepTable _table;
    private readonly PreparedActs _prepared;
    private readonly TimeProvider _clock;

    internal ValueSweep(RecordLogs logs, SecretTable secrets, SweepTable table, PreparedActs prepared, TimeProvider clock) =>
        (_logs, _secrets, _table, _prepared, _clock) = (logs, secrets, table, prepared, clock);

    /// <returns>How many rows were taken away.</returns>
    internal async Task<int> Sweep(TenantId tenant, CancellationToken cancellation)
    {
        var unsigned = await _prepared.Sweep(tenant, _clock.GetUtcNow().AddDays(-1), cancellation);
        var last = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(-DaysAgo);
        var reading = (await _logs.Of(tenant, cancellation)).Reading;
        var (removed, done) = (unsigned, await _table.Swept(tenant, cancellation));
        var day = done?.AddDays(1) ?? await FirstDay(reading, cancellation) ?? last;
        for (var days = 0; day <= last && days < MostDays; day = day.AddDays(1), days++)
        {
            removed += await Sweep(tenant, reading, day, cancellation);
            await _table.Note(tenant, day, cancellation);
        }

        return removed;
    }

    private async Task<int> Sweep(TenantId tenant, LogReading reading, DateOnly day, CancellationToken cancellation)
    {
        var rows = await _secrets.Rows(tenant, day, cancellation);
        if (rows.Count == 0) return 0;
        var leaves = await Leaves(reading, day, cancellation);
        var removed = 0;
        foreach (var ofEntry in rows.GroupBy(row => row.Id, StringComparer.Ordinal))
        {
            var orphans = leaves.TryGetValue(ofEntry.Key, out var leaf) ? await Unneeded(leaf, [.. ofEntry], cancellation) : [.. ofEntry];
            foreach (var orphan in orphans) await _secrets.Remove(orphan.Place, cancellation);
            removed += orphans.Count;
        }

        return removed;
    }

    /// <summary>Of several rows for one entry, those that open none of its commitments. What was erased opens none either, and is one row.</summary>
    private async Task<List<KeptRow>> Unneeded(Leaf leaf, List<KeptRow> rows, CancellationToken cancellation)
    {
        if (rows.Count == 1) return [];
        var opened = new List<(KeptRow Row, bool Opens)>();
        foreach (var row in rows)
        {
            var fields = await _secrets.Open(row, cancellation);
            opened.Add((row, fields.Count == 0 || fields.Any(leaf.Commits)));
        }

        return opened.Any(one => one.Opens) ? [.. opened.Where(one => !one.Opens).Select(one => one.Row)] : [];
    }

    /// <summary>Entries of the day and of the one after it, by id: an entry is never taken in before its values were written.</summary>
    private static async Task<Dictionary<string, Leaf>> Leaves(LogReading reading, DateOnly day, CancellationToken cancellation)
    {
        var (from, to) = (Midnight(day), Midnight(day.AddDays(2)));
        var leaves = new Dictionary<string, Leaf>(StringComparer.Ordinal);
        for (var index = await FirstFrom(reading, from, cancellation); ;)
        {
            var page = await reading.Read(index, AtOnce, cancellation);
            foreach (var leaf in page.Select(stored => Leaf.Parse(stored.Bytes.Span)))
            {
                if (leaf.At >= to) return leaves;
                leaves[leaf.Draft.Id] = leaf;
            }

            if (page.Count == 0) return leaves;
            index += page.Count;
        }
    }

    /// <summary>Index of the first entry of that time or later; times never go back in a log.</summary>
    private static async Task<long> FirstFrom(LogReading reading, DateTimeOffset time, CancellationToken cancellation)
    {
        var newest = await reading.ReadBack(null, 1, cancellation);
        var (low, high) = (0L, newest.Leaves.Count == 0 ? 0 : newest.Leaves[0].Index + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var leaf = Leaf.Parse((await reading.Find(middle, cancellation))!.Value.Bytes.Span);
            if (leaf.At < time) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static async Task<DateOnly?> FirstDay(LogReading reading, CancellationToken cancellation) =>
        await reading.Find(0, cancellation) is { } first ? DateOnly.FromDateTime(Leaf.Parse(first.Bytes.Span).At.UtcDateTime) : null;

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
