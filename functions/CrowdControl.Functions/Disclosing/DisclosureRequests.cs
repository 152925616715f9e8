using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;

namespace CrowdControl.Functions.Disclosing;

/// <summary>A request for a pack: about one channel, one case, or entries of the record.</summary>
/// <param name="From">Nothing that was recorded before is shown.</param>
/// <param name="Until">Nothing that was recorded from then on is shown.</param>
/// <param name="Complete">Whether the pack is to prove that nothing is left out; left out itself, it is for a channel or a case.</param>
public sealed record NewDisclosureRequest(
    string Purpose, string Authority, string Recipient, string? Channel = null, string? Case = null, IReadOnlyList<long>? Entries = null,
    DateTimeOffset? From = null, DateTimeOffset? Until = null, bool? Complete = null, IReadOnlyList<string>? Exhibits = null,
    IReadOnlyList<WithholdingView>? Withheld = null, IReadOnlyList<SensitiveItemView>? Sensitive = null)
{
    /// <summary>What is asked for; a refusal where it is not about exactly one thing, or a rule is broken.</summary>
    internal Outcome<DisclosureTerms> Read()
    {
        if (new[] { Channel is not null, Case is not null, Entries is { Count: > 0 } }.Count(named => named) != 1)
            return new Refusal.Invalid("channel", "Choose a channel, or a case, or entries of the record: one of the three.");
        if (Channel is not null && !Id.IsValid(Channel)) return new Refusal.Invalid("channel", "This is no channel's id.");
        if (Case is not null && !Id.IsValid(Case)) return new Refusal.Invalid("case", "This is no case's id.");
        if (Exhibits?.Any(id => !Id.IsValid(id)) is true) return new Refusal.Invalid("exhibits", "One of these is no exhibit's id.");
        var scope = Channel is not null ? DisclosureScope.Of(new ChannelId(Channel))
            : Case is not null ? DisclosureScope.Of(new CaseId(Case)) : DisclosureScope.Of(Entries!);
        var terms = new DisclosureTerms(
            scope, new DisclosurePeriod(From?.ToUniversalTime(), Until?.ToUniversalTime()), Complete ?? scope.Stream is not null,
            Purpose.Trim(), Authority.Trim(), Recipient.Trim(), [.. (Exhibits ?? []).Distinct()],
            [.. (Withheld ?? []).Select(rule => new Withholding(rule.Field.Trim(), rule.Entry, rule.Reason, rule.Authority.Trim()))],
            [.. (Sensitive ?? []).Select(item => new SensitiveItem(item.Entry, item.Exhibit, item.Reason, item.Authority.Trim()))]);
        return terms.Faults() is { Count: > 0 } faults ? new Refusal.Invalid(faults) : terms;
    }
}

/// <summary>A field that is kept back: in one entry, or in all where none is named.</summary>
public sealed record WithholdingView(string Field, RedactionReason Reason, string Authority, long? Entry = null);

/// <summary>An entry or an exhibit on the schedule of sensitive material.</summary>
public sealed record SensitiveItemView(RedactionReason Reason, string Authority, long? Entry = null, string? Exhibit = null);
