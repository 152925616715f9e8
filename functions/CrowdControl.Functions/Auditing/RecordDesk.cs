using System.Globalization;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>Shows the record to those who may see it, and proves that it is whole.</summary>
public sealed class RecordDesk
{
    /// <summary>Entries looked at for one page; a filter that takes few gives a short page and a place to go on from.</summary>
    private const int MostRead = 20_000;

    private const int AtOnce = 256;
    private readonly RecordLogs _logs;
    private readonly SecretTable _secrets;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal RecordDesk(RecordLogs logs, SecretTable secrets, AuditTrail trail, TimeProvider clock) =>
        (_logs, _secrets, _trail, _clock) = (logs, secrets, trail, clock);

    /// <summary>Newest first. That somebody looked is recorded as well: once a day for each thing looked for, since the page asks anew
    /// every few seconds and the record has to stay readable.</summary>
    public async Task<Outcome<Page<AuditEntryView>>> List(Caller caller, AuditFilter filter, Paging paging, CancellationToken cancellation)
    {
        var before = BeforeOf(paging);
        var reading = (await _logs.Of(caller.Tenant, cancellation)).Reading;
        var (sight, found) = (AuditSight.Of(caller), new List<(StoredLeaf Stored, Leaf Leaf)>());
        try
        {
            if (before is null) await RecordView(caller, filter, cancellation);
            for (var read = 0; ; read += AtOnce)
            {
                var page = await reading.ReadBack(before, AtOnce, cancellation);
                foreach (var stored in page.Leaves)
                {
                    before = stored.Index;
                    var leaf = LeafOf(stored);
                    if (filter.Takes(leaf) && sight.Shows(leaf)) found.Add((stored, leaf));
                    if (found.Count == paging.Limit) break;
                }

                if (before is null or 0) return await PageOf(caller.Tenant, found, null, cancellation);
                if (found.Count == paging.Limit || read >= MostRead) return await PageOf(caller.Tenant, found, before, cancellation);
            }
        }
        catch (LogStopped stopped) when (stopped.Why is not LogStop.Clock)
        {
            return new RecordBroken(stopped.What);
        }
    }

    /// <summary>The proof of one entry that the caller may see. It holds no value: pseudonyms, commitments and hashes alone.</summary>
    public async Task<Outcome<EntryProofView>> Prove(Caller caller, string index, CancellationToken cancellation)
    {
        var reading = (await _logs.Of(caller.Tenant, cancellation)).Reading;
        if (!long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || await reading.Find(at, cancellation) is not { } stored
            || !AuditSight.Of(caller).Shows(LeafOf(stored))) return new Refusal.NotFound("entry");
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

    private async Task<Page<AuditEntryView>> PageOf(
        TenantId tenant, List<(StoredLeaf Stored, Leaf Leaf)> found, long? next, CancellationToken cancellation)
    {
        var kept = await _secrets.Read(tenant, [.. found.Select(one => one.Leaf)], cancellation);
        var views = found.Select(one => AuditEntryView.Of(one.Stored, one.Leaf, FieldsOf(one.Leaf, kept[one.Leaf.Draft.Id])));
        return new Page<AuditEntryView>([.. views], next?.ToString(CultureInfo.InvariantCulture));
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
        var looked = MentionKey.Digest(details.Select(detail => $"{detail.Key}={detail.Value}"));
        return _trail.Record(
            caller, string.Create(CultureInfo.InvariantCulture, $"record/viewed/{caller.Member.Id}/{caller.At.UtcDateTime:yyyy-MM-dd}/{looked}"),
            "record.viewed", SubjectOf(caller), null, AuditOutcome.Done, details, cancellation);
    }

    private static AuditSubject SubjectOf(Caller caller) => new("record", caller.Tenant.Value);

    private static long? BeforeOf(Paging paging) => paging.Cursor switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var before) && before > 0 => before,
        _ => throw new BadRequest("cursor", "This cursor is not one that the API gave out."),
    };

    private static Leaf LeafOf(StoredLeaf stored)
    {
        try
        {
            return Leaf.Parse(stored.Bytes.Span);
        }
        catch (FormatException wrong)
        {
            throw new LogStopped(LogStop.Corrupt, $"Entry {stored.Index} is not in the form of this record: {wrong.Message}");
        }
    }
}

/// <summary>Somebody changed what was written: nothing of it is shown as if it were true.</summary>
internal sealed record RecordBroken(string Why) : Refusal(
    $"The record is not what was written, so it is not shown here. Verify it, and keep the storage as it is. ({Why})");
