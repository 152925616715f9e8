using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>Shows the record to those who may see it, and proves that it is whole.</summary>
public sealed class RecordDesk
{
    private readonly RecordLogs _logs;
    private readonly SecretTable _secrets;
    private readonly AuditTrail _trail;
    private readonly ViewLog _views;
    private readonly TimeProvider _clock;

    internal RecordDesk(RecordLogs logs, SecretTable secrets, AuditTrail trail, ViewLog views, TimeProvider clock) =>
        (_logs, _secrets, _trail, _views, _clock) = (logs, secrets, trail, views, clock);

    /// <summary>Newest first. That somebody looked is recorded as well: once a day for each thing looked for, since the page asks anew
    /// every few seconds and the record has to stay readable.</summary>
    public async Task<Outcome<Page<AuditEntryView>>> List(Caller caller, AuditFilter filter, Paging paging, CancellationToken cancellation)
    {
        var (number, before) = PlaceIn(paging);
        try
        {
            // On every page: a cursor is only a number, and whoever begins with one has looked all the same.
            await RecordView(caller, filter, cancellation);
            // Looks of the last minute stand in the record before somebody asks it who looked.
            if (paging.Cursor is null) await _views.Fold(caller.Tenant, cancellation);

            var current = await _logs.Opened(caller.Tenant, cancellation);
            if (await _logs.Numbered(caller.Tenant, number ?? current.Number, cancellation) is not { } open) return new Page<AuditEntryView>([], null);
            var found = await new AuditSearch(open, filter, AuditSight.Of(caller)).Page(before, paging.Limit, cancellation);
            // A log that was closed is gone through after the one that was opened after it.
            var next = found.Next is { } at ? Cursor(open == current ? null : open.Number, at) : open.Number > 1 ? Cursor(open.Number - 1, null) : null;
            return new Page<AuditEntryView>(await Views(caller.Tenant, found, open.Number, cancellation), next);
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return new RecordBroken(stopped.What);
        }
    }

    /// <summary>The proof of one entry that the caller may see. It holds no value: pseudonyms, commitments and hashes alone.</summary>
    /// <param name="log">Number of the log that it stands in; null for the one that goes on.</param>
    public async Task<Outcome<EntryProofView>> Prove(Caller caller, string index, int? log, CancellationToken cancellation)
    {
        var current = await _logs.Opened(caller.Tenant, cancellation);
        if (await _logs.Numbered(caller.Tenant, log ?? current.Number, cancellation) is not { Log.Reading: var reading }
            || !long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || await reading.Find(at, cancellation) is not { } stored
            || !AuditSight.Of(caller).Shows(LogIndex.Parse(stored))) return new Refusal.NotFound("entry");
        var proven = await reading.Prove(at, cancellation);
        return new EntryProofView(at, Encoding.UTF8.GetString(proven.Leaf.Bytes.Span), Encoding.UTF8.GetString(proven.Proof.ToBytes()));
    }

    /// <summary>Reads every entry and recomputes the root that was signed. A broken record is answered even where it can no longer be
    /// written to.</summary>
    public async Task<VerificationView> Verify(Caller caller, Intent intent, CancellationToken cancellation)
    {
        var check = await RecordCheck.Of(await _logs.Of(caller.Tenant, cancellation), cancellation);
        try
        {
            await _trail.Record(
                caller, $"record/verified/{intent.IdFor("verification")}", "record.verified", SubjectOf(caller), null, AuditOutcome.Done,
                new Dictionary<string, string>
                {
                    ["entries"] = check.Entries.ToString(CultureInfo.InvariantCulture),
                    ["intact"] = check.Why is null ? "true" : "false",
                }, cancellation);
        }
        catch (LogStopped) when (check.Why is not null)
        {
        }

        return new VerificationView(check.Entries, check.Why is null, check.FirstBad, check.Why, _clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<AuditEntryView>> Views(TenantId tenant, Found found, int number, CancellationToken cancellation)
    {
        var kept = await _secrets.Read(tenant, [.. found.Entries.Select(one => one.Leaf)], cancellation);
        return [.. found.Entries.Select(one => AuditEntryView.Of(one.Stored, one.Leaf, FieldsOf(one.Leaf, kept[one.Leaf.Draft.Id])) with { Log = number })];
    }

    /// <summary>A value is shown only where the entry commits to it: the table is beside the log, and anybody who may write to it could
    /// have put another value there.</summary>
    private static List<Disclosure> FieldsOf(Leaf leaf, IEnumerable<IReadOnlyList<Disclosure>> kept) =>
        [.. kept.SelectMany(fields => fields).Where(leaf.Commits).DistinctBy(field => field.Name)];

    private Task RecordView(Caller caller, AuditFilter filter, CancellationToken cancellation)
    {
        var details = new Dictionary<string, string>();
        if (filter.Subject is { } subject) details["subject"] = $"{subject.Kind}:{subject.Id}";
        if (filter.Act is { } act) details["act"] = act;
        if (filter.Actor is { } actor) details["by"] = actor;
        if (filter.Channel is { } channel) details["channel"] = channel;
        if (filter.From is { } from) details["from"] = from.ToString("O", CultureInfo.InvariantCulture);
        if (filter.To is { } to) details["to"] = to.ToString("O", CultureInfo.InvariantCulture);
        if (filter.Views) details["views"] = "true";
        var looked = MentionKey.Digest(details.Select(detail => $"{detail.Key}={detail.Value}"));
        return _trail.Record(
            caller, string.Create(CultureInfo.InvariantCulture, $"record/viewed/{caller.Member.Id}/{caller.At.UtcDateTime:yyyy-MM-dd}/{looked}"),
            "record.viewed", SubjectOf(caller), null, AuditOutcome.Done, details, cancellation);
    }

    private static AuditSubject SubjectOf(Caller caller) => new("record", caller.Tenant.Value);

    /// <summary>Before which entry a page begins; in a log that was closed, its number stands first.</summary>
    private static string Cursor(int? log, long? before) => string.Create(CultureInfo.InvariantCulture, $"{log}{(log is null ? "" : ".")}{before}");

    private static (int? Log, long? Before) PlaceIn(Paging paging)
    {
        if (paging.Cursor is not { } cursor) return (null, null);
        var parts = cursor.Split('.');
        var (log, before) = (parts.Length == 2 ? Number(parts[0]) : null, parts[^1].Length == 0 && parts.Length == 2 ? null : Number(parts[^1]));
        return parts.Length > 2 || (parts.Length == 2 && log is not (> 0 and < 1_000)) || (parts[^1].Length > 0 && before is not > 0) || (parts.Length == 1 && before is null)
            ? throw new BadRequest("cursor", "This cursor is not one that the API gave out.")
            : ((int?)log, before);

        static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

/// <summary>Somebody changed what was written: nothing of it is shown as if it were true.</summary>
internal sealed record RecordBroken(string Why) : Refusal(
    $"The record is not what was written, so it is not shown here. Verify it, and keep the storage as it is. ({Why})");
