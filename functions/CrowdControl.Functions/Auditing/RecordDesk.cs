using System.Globalization;
using System.Text.Json;
using CrowdControl.AuditLog;
using CrowdControl.Domain;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>Shows the record to those who may see it, and proves that it is whole.</summary>
public sealed class RecordDesk(AuditTrail trail, TimeProvider clock)
{
    /// <summary>Entries looked at for one page; a filter that takes few gives a short page and a place to go on from.</summary>
    private const int MostRead = 20_000;

    /// <summary>Newest first. That somebody looked is recorded as well: once a day for each thing looked for, since the page asks anew
    /// every few seconds and the record has to stay readable.</summary>
    public async Task<Outcome<Page<AuditEntryView>>> List(Caller caller, AuditFilter filter, Paging paging, CancellationToken cancellation)
    {
        var before = PlaceOf(paging);
        var (sight, read, found, next) = (AuditSight.Of(caller), 0, new List<AuditEntryView>(), (LogPlace?)null);
        try
        {
            if (before is null) await RecordView(caller, filter, cancellation);
            await foreach (var (entry, place) in trail.LogOf(caller.Tenant).ReadBack(before, cancellation))
            {
                next = place.IsStart ? null : place;
                var leaf = LeafOf(entry);
                if (filter.Takes(leaf) && sight.Shows(leaf)) found.Add(AuditEntryView.Of(entry, leaf));
                if (found.Count == paging.Limit || ++read == MostRead) break;
                next = null;
            }
        }
        catch (FormatException)
        {
            throw new BadRequest("cursor", "This cursor is not one that the API gave out.");
        }
        catch (LogBroken broken)
        {
            return new RecordBroken(broken.Index, broken.Why);
        }

        return new Page<AuditEntryView>(found, next?.ToString());
    }

    /// <summary>Reads every entry and recomputes its hash. A broken record is answered even where it can no longer be written to.</summary>
    public async Task<VerificationView> Verify(Caller caller, Intent intent, CancellationToken cancellation)
    {
        var result = await trail.LogOf(caller.Tenant).Verify(cancellation);
        try
        {
            await trail.Record(
                caller, $"record/verified/{intent.IdFor("verification")}", "record.verified", SubjectOf(caller), null, AuditOutcome.Done,
                new Dictionary<string, string>
                {
                    ["entries"] = result.Entries.ToString(CultureInfo.InvariantCulture),
                    ["intact"] = result.Intact ? "true" : "false",
                }, cancellation);
        }
        catch (LogBroken) when (!result.Intact)
        {
        }

        return new VerificationView(result.Entries, result.Intact, result.FirstBad, result.Why, clock.GetUtcNow());
    }

    private Task RecordView(Caller caller, AuditFilter filter, CancellationToken cancellation)
    {
        var details = new Dictionary<string, string>();
        if (filter.Subject is { } subject) details["subject"] = $"{subject.Kind}:{subject.Id}";
        if (filter.Act is { } act) details["act"] = act;
        if (filter.Actor is { } actor) details["actor"] = actor;
        var looked = MentionKey.Digest(details.Select(detail => $"{detail.Key}={detail.Value}"));
        return trail.Record(
            caller, string.Create(CultureInfo.InvariantCulture, $"record/viewed/{caller.Member.Id}/{caller.At.UtcDateTime:yyyy-MM-dd}/{looked}"),
            "record.viewed", SubjectOf(caller), null, AuditOutcome.Done, details, cancellation);
    }

    private static AuditSubject SubjectOf(Caller caller) => new("record", caller.Tenant.Value);

    private static LogPlace? PlaceOf(Paging paging)
    {
        try
        {
            return paging.Cursor is null ? null : LogPlace.Parse(paging.Cursor);
        }
        catch (FormatException)
        {
            throw new BadRequest("cursor", "This cursor is not one that the API gave out.");
        }
    }

    private static AuditLeaf LeafOf(StoredEntry entry) => JsonSerializer.Deserialize<AuditLeaf>(entry.Leaf.Span, Json.Options)
        ?? throw new LogBroken(entry.Index, "The entry is not in the form of this product's record.");
}

/// <summary>Somebody changed what was written: the entries from here on back are not shown as if they were true.</summary>
internal sealed record RecordBroken(long Index, string Why) : Refusal(
    $"Entry {Index} is not what was written, so it and those before it are not shown here. Verify the record, and keep the storage as it is. ({Why})");
