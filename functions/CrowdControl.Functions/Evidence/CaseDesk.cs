using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>Cases, as far as evidence needs them: a number, a title, open or closed.</summary>
public sealed class CaseDesk
{
    private readonly EvidenceTable _table;
    private readonly DataKeys _keys;
    private readonly EvidenceRecord _record;

    internal CaseDesk(EvidenceTable table, DataKeys keys, EvidenceRecord record) => (_table, _keys, _record) = (table, keys, record);

    internal async Task<Outcome<Case>> Open(Caller caller, CaseId id, string title, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > Case.LongestTitle || title.Any(char.IsControl))
            return new Refusal.Invalid("title", $"Give the case a title of 1 to {Case.LongestTitle} characters, without names of the public.");
        await _table.Note(caller.Tenant, cancellation);
        await _record.Case(caller, id, "case.opened", "", AuditOutcome.Done, [new("title", title)], cancellation);
        var facts = await _keys.New(caller.Tenant, EvidenceTable.Place(caller.Tenant, EvidenceKeys.Of(id)), cancellation);
        while (true)
        {
            if (await _table.Find(caller.Tenant, id, cancellation) is { Case: var there }) return there.Title == title ? there : new Refusal.KeyReused();
            var kind = string.Create(CultureInfo.InvariantCulture, $"case-{caller.At.UtcDateTime.Year}");
            var (given, version) = await _table.Number(caller.Tenant, kind, cancellation);
            var number = string.Create(CultureInfo.InvariantCulture, $"CC/{caller.At.UtcDateTime.Year}/{given + 1:D4}");
            var opened = new Case(caller.Tenant, id, number, title, caller.Signatory, caller.At, true, 0, []);
            var change = new EvidenceChange(caller.Tenant).Number(kind, given + 1, version).Case(new StoredCase(opened, facts, null), opened);
            if (await _table.Write(change, cancellation)) return opened;
        }
    }

    internal async Task<Page<Case>> List(Caller caller, Paging paging, CancellationToken cancellation) =>
        paging.Cut(await _table.Cases(caller.Tenant, cancellation), one => one.Id.Value);

    /// <summary>With the exhibits that the caller may see.</summary>
    internal async Task<Outcome<(Case Case, IReadOnlyList<Exhibit> Exhibits)>> Show(Caller caller, CaseId id, CancellationToken cancellation)
    {
        if (await _table.Find(caller.Tenant, id, cancellation) is not { Case: var found }) return new Refusal.NotFound("case");
        await _record.Case(caller, id, "case.viewed", Day(caller), AuditOutcome.Done, [], cancellation);
        var exhibits = await _table.Exhibits(caller.Tenant, id, cancellation);
        return (found, [.. exhibits.Where(one => one.State is not ExhibitState.Taking && ExhibitActs.May(caller, Permission.ReadEvidence, one.Channel))]);
    }

    internal async Task<Outcome<Case>> SetOpen(Caller caller, CaseId id, bool open, string reason, CancellationToken cancellation)
    {
        if (await _table.Find(caller.Tenant, id, cancellation) is not { } stored) return new Refusal.NotFound("case");
        if (stored.Case.IsOpen == open) return stored.Case;
        var next = stored.Case with { IsOpen = open };
        await _record.Case(caller, id, open ? "case.reopened" : "case.closed", $"{stored.Version}", AuditOutcome.Done, [new("reason", reason)], cancellation);
        return await _table.Write(new EvidenceChange(caller.Tenant).Case(stored, next), cancellation) ? next : new Refusal.Stale();
    }

    /// <summary>The page asks anew every few seconds: one look a day is one entry.</summary>
    internal static string Day(Caller caller) => caller.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
