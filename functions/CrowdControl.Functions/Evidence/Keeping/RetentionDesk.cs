using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence.Keeping;

/// <summary>How long each class is kept, and what is done when that is over: nothing, until a review says so.</summary>
public sealed class RetentionDesk
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(3_660);
    private readonly EvidenceTable _table;
    private readonly EvidenceRecord _record;
    private readonly ExhibitActs _acts;
    private readonly ErasureDesk _erasures;

    internal RetentionDesk(EvidenceTable table, EvidenceRecord record, ExhibitActs acts, ErasureDesk erasures) =>
        (_table, _record, _acts, _erasures) = (table, record, acts, erasures);

    /// <summary>One for each class; without a rule nothing of the class ever runs out.</summary>
    internal async Task<IReadOnlyList<RetentionRule>> Rules(TenantId tenant, CancellationToken cancellation)
    {
        var set = (await _table.Rules(tenant, cancellation)).Select(stored => stored.Rule).ToDictionary(rule => rule.Class);
        return [.. Enum.GetValues<EvidenceClass>().Select(of => set.GetValueOrDefault(of) ?? new RetentionRule(of, null, null))];
    }

    /// <summary>A second person has to confirm it before it counts.</summary>
    internal async Task<Outcome<RetentionRule>> Propose(Caller caller, EvidenceClass of, int days, string basis, CancellationToken cancellation)
    {
        if (days is < RetentionTerm.LeastDays or > RetentionTerm.MostDays)
            return new Refusal.Invalid("days", $"Give a whole number of days from {RetentionTerm.LeastDays} to {RetentionTerm.MostDays:N0}.");
        if (string.IsNullOrWhiteSpace(basis) || basis.Length > ReasonRequest.Most) return new Refusal.Invalid("basis", $"Name the lawful basis, in 1 to {ReasonRequest.Most} characters.");
        var (rule, version) = await Find(caller.Tenant, of, cancellation);
        if (rule.Proposed is { } known && known.Days == days && known.Basis == basis) return rule;
        var term = new RetentionTerm((rule.InForce?.Version ?? 0) + 1, days, basis, caller.Signatory, caller.At, null);
        await Record(caller, of, "retention.proposed", term, $"{version}", cancellation);
        var next = rule with { Proposed = term };
        return await _table.Write(caller.Tenant, next, version, cancellation) ? next : new Refusal.Stale();
    }

    internal async Task<Outcome<RetentionRule>> Confirm(Caller caller, EvidenceClass of, CancellationToken cancellation)
    {
        var (rule, version) = await Find(caller.Tenant, of, cancellation);
        if (rule.Proposed is not { } term) return new Refusal.WrongState("No change of this rule waits to be confirmed.");
        if (term.SetBy.IsSamePersonAs(caller.Signatory)) return new SamePerson("You proposed this rule, so somebody else has to confirm it.");
        var next = new RetentionRule(of, term with { ConfirmedBy = caller.Signatory }, null);
        await Record(caller, of, "retention.set", term, $"{version}", cancellation);
        return await _table.Write(caller.Tenant, next, version, cancellation) ? next : new Refusal.Stale();
    }

    /// <summary>Exhibits whose time is over and those that somebody wants destroyed, which the caller may see.</summary>
    internal async Task<(IReadOnlyList<Exhibit> Due, IReadOnlyList<Exhibit> Asked)> Waiting(Caller caller, CancellationToken cancellation) =>
        (await Marked(caller, EvidenceKeys.Reviews, cancellation), await Marked(caller, EvidenceKeys.Asked, cancellation));

    internal async Task<Outcome<Exhibit>> Keep(Caller caller, ExhibitId id, DateTimeOffset until, string reason, CancellationToken cancellation)
    {
        if (until <= caller.At || until > caller.At + LongestKept) return new Refusal.Invalid("until", "Give a date after today and within ten years: a review follows then.");
        var done = await _acts.Do(
            caller, id, Permission.ManageRetention, "retention.kept", reason, exhibit => exhibit.Keep(until),
            [new("until", until.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))], cancellation);
        return done is Outcome<StoredExhibit>.Done { Value.Exhibit: var kept } ? kept : ((Outcome<StoredExhibit>.Refused)done).Why;
    }

    /// <summary>The review says that it goes; two others have to approve it.</summary>
    internal async Task<Outcome<Exhibit>> Dispose(Caller caller, ExhibitId id, Intent intent, string reason, CancellationToken cancellation)
    {
        var found = await _acts.Find(caller, id, Permission.ManageRetention, cancellation);
        if (found is not Outcome<StoredExhibit>.Done { Value.Exhibit: var exhibit }) return ((Outcome<StoredExhibit>.Refused)found).Why;
        if ((await Find(caller.Tenant, exhibit.Class, cancellation)).Rule.InForce is not { } term)
            return new Refusal.WrongState("No retention rule is in force for this class. Set one first.");
        var rule = string.Create(CultureInfo.InvariantCulture, $"{exhibit.Class}/{term.Version}: {term.Days} days, {term.Basis}");
        return await _erasures.Ask(caller, id, Permission.ManageRetention, intent, RemovalKind.Disposal, reason, rule, cancellation);
    }

    private async Task<IReadOnlyList<Exhibit>> Marked(Caller caller, string marks, CancellationToken cancellation)
    {
        var all = new List<Exhibit>();
        foreach (var id in await _table.Marked(caller.Tenant, marks, marks + EvidenceKeys.End, cancellation))
            if (await _table.Find(caller.Tenant, id, cancellation) is { Exhibit: var exhibit } && ExhibitActs.May(caller, Permission.ReadEvidence, exhibit.Channel))
                all.Add(exhibit);
        return all;
    }

    private async Task<(RetentionRule Rule, Azure.ETag? Version)> Find(TenantId tenant, EvidenceClass of, CancellationToken cancellation)
    {
        foreach (var (rule, version) in await _table.Rules(tenant, cancellation))
            if (rule.Class == of) return (rule, version);
        return (new RetentionRule(of, null, null), null);
    }

    private Task<long> Record(Caller caller, EvidenceClass of, string act, RetentionTerm term, string @try, CancellationToken cancellation) =>
        _record.Rule(caller, of, act, @try, AuditOutcome.Done,
            [new("days", term.Days.ToString(CultureInfo.InvariantCulture)), new("basis", term.Basis), new("version", term.Version.ToString(CultureInfo.InvariantCulture))], cancellation);
}
