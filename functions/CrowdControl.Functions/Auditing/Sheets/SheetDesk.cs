using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Sheets;

/// <summary>Makes each day's sheet once, and finds it again: what is printed, signed by hand and filed is out of every administrator's reach.</summary>
public sealed class SheetDesk
{
    private const string NameOfDay = "yyyyMMdd";
    private readonly RecordLogs _logs;
    private readonly SealTable _seals;
    private readonly AnchorDesk _anchors;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal SheetDesk(RecordLogs logs, SealTable seals, AnchorDesk anchors, AuditTrail trail, TimeProvider clock) =>
        (_logs, _seals, _anchors, _trail, _clock) = (logs, seals, anchors, trail, clock);

    /// <summary>Days that have a sheet, newest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> Days(TenantId tenant, CancellationToken cancellation)
    {
        var open = await _logs.Opened(tenant, cancellation);
        var days = new HashSet<DateOnly>();
        foreach (var paths in PathsOf(open))
            await foreach (var name in open.Store.List(LogArea.Anchors, paths.Sheets, cancellation))
                days.Add(DateOnly.ParseExact(name[paths.Sheets.Length..][..NameOfDay.Length], NameOfDay, CultureInfo.InvariantCulture));
        return [.. days.OrderDescending()];
    }

    /// <summary>The sheet of a day, for somebody who may read it: that they did is recorded once a day for each.</summary>
    /// <param name="caller">Who looks.</param>
    /// <param name="date">As in an address: 2026-11-02.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Of a day that has not ended, what the sheet would be now.</returns>
    public async Task<Outcome<DaySheet>> Read(Caller caller, string date, CancellationToken cancellation)
    {
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || await Find(caller.Tenant, day, cancellation) is not { } sheet) return new Refusal.NotFound("daily sheet");
        await _trail.Record(
            caller, string.Create(CultureInfo.InvariantCulture, $"sheet/viewed/{caller.Member.Id}/{caller.At.UtcDateTime:yyyy-MM-dd}/{date}"),
            "sheet.viewed", new AuditSubject("sheet", date), null, AuditOutcome.Done, [], cancellation);
        return sheet;
    }

    /// <summary>Whether the day is over, and its sheet what it will always be.</summary>
    internal bool IsFinal(DaySheet sheet) => sheet.Day < Today();

    /// <summary>Makes the sheet of the last day that was sealed, unless it is there: of a checkpoint that covers the seal, with whatever
    /// cosignatures can be had.</summary>
    /// <returns>The sheet; null where no day was sealed yet.</returns>
    internal async Task<DaySheet?> Make(TenantId tenant, CancellationToken cancellation)
    {
        var open = await _logs.Opened(tenant, cancellation);
        var (log, store) = open;
        if ((await _seals.Read(tenant, open.Folder, cancellation)).Sealed is not { } day) return null;
        if (await Stored(open, day, cancellation) is { } there) return there;
        SignedNote? note;
        try
        {
            note = await _anchors.AnchorNow(tenant, cancellation);
        }
        catch (HttpRequestException)
        {
            // That no stamp could be had is shown with the anchors; the day's sheet is made without.
            note = await log.PublishAll(cancellation);
        }

        var sheet = DaySheet.Of(day, note ?? throw new LogStopped(LogStop.Rollback, "A day was sealed, and the record has no entries."));
        return await store.Create(LogArea.Anchors, new LogPaths(open.Folder).Sheet(day), sheet.ToBytes(), cancellation)
            ? sheet
            : await Stored(open, day, cancellation);
    }

    private async Task<DaySheet?> Find(TenantId tenant, DateOnly day, CancellationToken cancellation)
    {
        var open = await _logs.Opened(tenant, cancellation);
        var (log, store) = open;
        if (day != Today()) return await Stored(open, day, cancellation);
        // The newest that was published has its cosignatures; of a record that is some seconds old there is none yet.
        if (await store.Get(LogArea.Live, new LogPaths(open.Folder).Live, cancellation) is { } live) return DaySheet.Of(day, SignedNote.Parse(live.Bytes.Span));
        return await log.Size(cancellation) is > 0 and var size ? DaySheet.Of(day, await log.Publish(size - 1, cancellation)) : null;
    }

    private static async Task<DaySheet?> Stored(OpenLog open, DateOnly day, CancellationToken cancellation)
    {
        foreach (var paths in PathsOf(open))
        {
            if (await open.Store.Get(LogArea.Anchors, paths.Sheet(day), cancellation) is not { } stored) continue;
            try
            {
                return DaySheet.Parse(stored.Bytes.Span);
            }
            catch (FormatException wrong)
            {
                throw new LogStopped(LogStop.Corrupt, $"{paths.Sheet(day)}: {wrong.Message}");
            }
        }

        return null;
    }

    /// <summary>Sheets of the logs that were closed before this one are still to be had.</summary>
    private static IEnumerable<LogPaths> PathsOf(OpenLog open) =>
        Enumerable.Range(1, open.Number).Reverse().Select(number => new LogPaths(RecordLogs.FolderOf(number)));

    private DateOnly Today() => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
}
