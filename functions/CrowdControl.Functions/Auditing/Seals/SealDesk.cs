using System.Collections.Immutable;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;

namespace CrowdControl.Functions.Auditing.Seals;

/// <summary>
/// Seals how many entries each stream has, once a day and when a disclosure asks for it: with a seal, the entries of one account can be shown
/// to be all of them without showing those of another.
/// </summary>
/// <remarks>
/// A seal bears the name of the day that ended last (UTC). The first of that name is the day's: its list is part of the log, and every
/// verifier holds the list to it. Further ones of the same name are made on demand. Begun, list, leaf, noted: cut short anywhere, the next
/// call goes on from there.
/// </remarks>
public sealed class SealDesk
{
    private const int AtOnce = 2_000;
    private readonly RecordLogs _logs;
    private readonly SealTable _table;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal SealDesk(RecordLogs logs, SealTable table, AuditTrail trail, TimeProvider clock) =>
        (_logs, _table, _trail, _clock) = (logs, table, trail, clock);

    /// <summary>The newest seal; null where there is none yet.</summary>
    /// <exception cref="LogStopped">Its list is gone, or is not the one that was sealed.</exception>
    public async Task<Sealing?> Newest(TenantId tenant, CancellationToken cancellation) =>
        (await _table.Read(tenant, await Folder(tenant, cancellation), cancellation)).Newest is { } place ? await Read(tenant, place, cancellation) : null;

    /// <summary>A seal of the record as it stands: a new one, unless nothing was recorded since the newest.</summary>
    /// <exception cref="InvalidOperationException">The record has no entries.</exception>
    public async Task<Sealing> SealNow(TenantId tenant, CancellationToken cancellation)
    {
        await SealDay(tenant, cancellation);
        var (log, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var row = await _table.Read(tenant, folder, cancellation);
        if (row.Newest is { } newest && await log.Size(cancellation) == newest.Index + 1) return await Read(tenant, newest, cancellation);

        var seal = await Tally(tenant, log, row.Newest, cancellation);
        var statement = seal.StatementOf(DayEnded());
        var list = new LogPaths(folder).SealList(statement.Day, statement.LogSize);
        await store.Create(LogArea.Anchors, list, seal.ToLines(), cancellation);
        var place = new SealPlace(list, await Record(tenant, statement, cancellation), statement.ToString());
        // Another instance's newer one may be noted by now; this one is as good for whoever asked.
        await _table.Write(tenant, folder, row with { Newest = place }, cancellation);
        return new Sealing(place.Index, statement, seal);
    }

    /// <summary>Seals the day that ended last, unless that was done or the record is younger. Cheap where there is nothing to do.</summary>
    /// <returns>Whether this call sealed a day.</returns>
    internal async Task<bool> SealDay(TenantId tenant, CancellationToken cancellation)
    {
        var (log, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var row = await _table.Read(tenant, folder, cancellation);
        if (row.Begun is null)
        {
            if (row.Sealed >= DayEnded() || !await Began(tenant, cancellation)) return false;
            if (!await _table.Write(tenant, folder, row with { Begun = DayEnded() }, cancellation)) return false;
            row = await _table.Read(tenant, folder, cancellation);
        }

        if (row.Begun is not { } day) return false;
        var list = new LogPaths(folder).SealList(day);
        // What was stored first is sealed, by whichever instance: the list never changes.
        if (await store.Get(LogArea.Anchors, list, cancellation) is null)
            await store.Create(LogArea.Anchors, list, (await Tally(tenant, log, row.Newest, cancellation)).ToLines(), cancellation);
        var statement = (await List(store, list, cancellation)).StatementOf(day);
        var place = new SealPlace(list, await Record(tenant, statement, cancellation), statement.ToString());
        return await _table.Write(tenant, folder, row with { Begun = null, Sealed = day, Newest = place }, cancellation);
    }

    /// <summary>The streams as they stand, from the newest seal and the entries since: no entry is read twice for seals.</summary>
    private async Task<StreamSeal> Tally(TenantId tenant, SequencedLog log, SealPlace? newest, CancellationToken cancellation)
    {
        var before = newest is null ? null : await Read(tenant, newest, cancellation);
        var tally = before is null ? new StreamTally() : new StreamTally(before.Streams);
        var (at, size) = ((long)(before?.Statement.LogSize ?? 0), await log.Size(cancellation));
        if (size == 0) throw new InvalidOperationException("A record without entries has nothing to seal.");
        try
        {
            for (; at < size; at += AtOnce)
                foreach (var leaf in await log.Reading.Read(at, (int)Math.Min(AtOnce, size - at), cancellation))
                    tally.Add((ulong)leaf.Index, LeafText.Read(leaf.Bytes.Span));
        }
        catch (FormatException wrong)
        {
            throw new LogStopped(LogStop.Corrupt, wrong.Message);
        }

        return tally.Seal();
    }

    private Task<long> Record(TenantId tenant, SealStatement statement, CancellationToken cancellation) => _trail.Enter(new AuditEvent(
        tenant, $"{SealStatement.LeafType}/{statement.Day:yyyyMMdd}/{statement.LogSize}", _clock.GetUtcNow(), Actor.Job("record"), SealStatement.LeafType,
        new AuditSubject(SealStatement.Kind, statement.ToString()), null, AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty), cancellation);

    private async Task<Sealing> Read(TenantId tenant, SealPlace place, CancellationToken cancellation)
    {
        var statement = SealStatement.Parse(place.Statement);
        var seal = await List((await _logs.Opened(tenant, cancellation)).Store, place.List, cancellation);
        return seal.StatementOf(statement.Day) == statement
            ? new Sealing(place.Index, statement, seal)
            : throw new LogStopped(LogStop.Corrupt, $"The list {place.List} is not the one that entry {place.Index} sealed.");
    }

    private static async Task<StreamSeal> List(ILogStore store, string name, CancellationToken cancellation)
    {
        var stored = await store.Get(LogArea.Anchors, name, cancellation) ?? throw new LogStopped(LogStop.Corrupt, $"The list {name} is gone.");
        try
        {
            return StreamSeal.Parse(stored.Bytes.Span);
        }
        catch (FormatException wrong)
        {
            throw new LogStopped(LogStop.Corrupt, $"{name}: {wrong.Message}");
        }
    }

    /// <summary>Whether the record has an entry of the day that ended last, or of one before it.</summary>
    private async Task<bool> Began(TenantId tenant, CancellationToken cancellation) =>
        await (await _logs.Of(tenant, cancellation)).Reading.Find(0, cancellation) is { } first
        && DateOnly.FromDateTime(LeafText.Read(first.Bytes.Span).At.UtcDateTime) <= DayEnded();

    private async Task<string> Folder(TenantId tenant, CancellationToken cancellation) => (await _logs.Opened(tenant, cancellation)).Folder;

    private DateOnly DayEnded() => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(-1);
}

/// <summary>A seal that stands in the record.</summary>
/// <param name="Index">Of its leaf.</param>
/// <param name="Statement">What the leaf says: day, log size, number of streams, root.</param>
/// <param name="Streams">The list: for an item, for the proof of it, for the proof that there is none.</param>
public sealed record Sealing(long Index, SealStatement Statement, StreamSeal Streams);
