using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing.Index;

namespace CrowdControl.Functions.Auditing.Views;

/// <summary>Who looked at what. Whoever shows personal data notes it here first, and shows nothing where that fails.</summary>
/// <remarks>
/// What holds: a look is durable before anything is shown (<see cref="Note"/> returns once its row stands on storage), and stands in the
/// record once the next run of <see cref="PublishRecord"/> or reader of the record has folded it, which is a minute on the usual schedule. A
/// process that ends at any moment loses none. Each look is told of once, or, where a process ended between the entry and the removal of
/// its rows while a row of that same slot came late, twice: never not at all. Until it is folded, somebody who may delete rows of the table
/// could hide a look; afterwards nobody can.
/// One write a look, and one entry for all that a member looked at in ten seconds in the same way, is what keeps reading fast.
/// </remarks>
public sealed class ViewLog
{
    /// <summary>Records that one entry tells of.</summary>
    private const int MostRecords = 200;

    /// <summary>A row is on storage this long after the time of its request, or it goes into an entry of its own.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly LookMemory _memory = new();
    private readonly ViewTable _table;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal ViewLog(ViewTable table, AuditTrail trail, TimeProvider clock) => (_table, _trail, _clock) = (table, trail, clock);

    /// <summary>Returns once the look cannot be lost any more; an exception means that it may be, and nothing may be shown.</summary>
    public async Task Note(Look look, CancellationToken cancellation)
    {
        var way = $"{look.Caller.Tenant}/{look.Caller.Member.Id}/{look.Act}/{look.Channel}/{JsonSerializer.Serialize(look.Terms)}/";
        var shown = look.Shown.Where(sight => !_memory.Knows(way + Named(sight.What), look.Caller.At)).ToList();
        var isNew = look.Shown.Count == 0 && !_memory.Knows(way, look.Caller.At);
        if (shown.Count == 0 && !isNew) return;
        LookRow[] rows = shown.Count == 0
            ? [LookRow.Of(look, look.Channel, [])]
            : [.. shown.GroupBy(sight => sight.Channel, sight => Named(sight.What)).Select(seen => LookRow.Of(look, seen.Key, seen))];
        await _table.Add(rows, cancellation);
        _memory.Keep(shown.Select(sight => way + Named(sight.What)).Append(way), look.Caller.At);
    }

    /// <summary>Puts what was noted into the record, as far as its slot is over.</summary>
    public async Task Fold(TenantId tenant, CancellationToken cancellation)
    {
        var waiting = await _table.Before(tenant, LookRow.SlotOf(_clock.GetUtcNow() - Grace), cancellation);
        foreach (var together in waiting.GroupBy(row => (Slot: row.SlotOf(), row.Who, row.Act, row.Channel, row.Terms)))
        {
            var rows = together.ToList();
            foreach (var part in Parts(tenant, rows)) await _trail.Record(part, cancellation);
            await _table.Remove(rows, cancellation);
        }
    }

    /// <summary>The entries are named by the rows that they tell of: two that fold the same write the same.</summary>
    private static IEnumerable<AuditEvent> Parts(TenantId tenant, List<LookRow> rows)
    {
        var first = rows.MinBy(row => row.At)!;
        var (last, name) = (rows.Max(row => row.At), MentionKey.Digest(rows.Select(row => row.RowKey)));
        var channel = first.Channel is { } id ? new ChannelId(id) : (ChannelId?)null;
        var records = rows.SelectMany(row => row.Records()).Distinct(StringComparer.Ordinal).ToList();
        string[][] parts = records.Count == 0 ? [[]] : [.. records.Chunk(MostRecords)];
        for (var part = 0; part < parts.Length; part++)
        {
            var details = first.SearchedFor().SetItem("count", parts[part].Length.ToString(CultureInfo.InvariantCulture));
            if (parts[part].Length > 0) details = details.SetItem(IndexedEntry.SeenName, IndexedEntry.SeenText(parts[part]));
            if (last > first.At) details = details.SetItem("until", last.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            yield return new AuditEvent(
                tenant, string.Create(CultureInfo.InvariantCulture, $"view/{name}/{part}"), first.At, first.By(), first.Act,
                SubjectOf(parts[part], channel, tenant), channel, AuditOutcome.Done, details);
        }
    }

    private static AuditSubject SubjectOf(string[] records, ChannelId? channel, TenantId tenant) =>
        records is [var one] && one.Split(':', 2) is [var kind, var id] ? new AuditSubject(kind, id) : new AuditSubject("list", channel?.Value ?? tenant.Value);

    private static string Named(AuditSubject subject) => $"{subject.Kind}:{subject.Id}";
}
