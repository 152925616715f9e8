using System.Globalization;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Disclosing.Making;

namespace CrowdControl.Functions.Disclosing.Writing;

/// <summary>What the papers of a pack tell.</summary>
/// <param name="Origin">Of the record.</param>
/// <param name="About">The channel, the case or the entries, in words.</param>
/// <param name="Root">Of the record at the pack's checkpoint, in hexadecimal.</param>
/// <param name="Outside">Who outside vouches for the checkpoint.</param>
/// <param name="Programs">Whether the verifier's programs go along.</param>
internal sealed record PackFacts(
    DisclosurePack Pack, string Origin, string About, PackFrame Frame, string Root, IReadOnlyList<string> Outside, IReadOnlyList<ShownEntry> Entries,
    IReadOnlyList<PackRedaction> Redactions, bool Programs)
{
    private static readonly TimeZoneInfo Uk = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public DisclosureTerms Terms => Pack.Terms;

    public IReadOnlyList<ShownEntry> Sensitive => [.. Entries.Where(entry => entry.Sensitive)];

    /// <summary>Fields that nobody can show any more.</summary>
    public int Erased => Entries.Sum(entry => entry.Erased.Count);

    public string Period => (Terms.Period.From, Terms.Period.Until) switch
    {
        (null, null) => "everything up to the making of this pack",
        ({ } from, null) => $"from {Moment(from)}",
        (null, { } until) => $"before {Moment(until)}",
        ({ } from, { } until) => $"from {Moment(from)} to before {Moment(until)}",
    };

    public string Completeness => Terms.Complete
        ? "Complete: the pack shows every entry that the record had about this at its seal. If one were left out, the verifier would say so and name its place."
        : "Selected: the pack does not claim to hold every entry about this. What it does hold is proven one by one.";

    /// <summary>"25 November 2026 at 11:04:07 (UK time)".</summary>
    public static string Moment(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Uk).ToString("d MMMM yyyy 'at' HH:mm:ss '(UK time)'", English);

    /// <summary>"post.take-down-ordered" as a sentence begins.</summary>
    public static string Act(string type) => char.ToUpperInvariant(type[0]) + type[1..].Replace('.', ' ').Replace('-', ' ');

    public static string Reason(string code) => code switch
    {
        "third-party" => "concerns somebody else",
        "personal-data" => "personal data",
        "legal-privilege" => "legal privilege",
        "public-interest" => "public interest",
        "safety" => "somebody's safety",
        "not-relevant" => "not relevant to this matter",
        "outside-period" => "outside the period that is disclosed",
        _ => code,
    };
}
