using System.Collections.Immutable;

namespace CrowdControl.Domain.Disclosing;

/// <summary>What is disclosed, to whom, why, and what is kept back. Fixed when it is asked for: another wish is another pack.</summary>
/// <param name="Period">Whose values are shown. Entries outside it stand in the pack without values, where it has to be complete.</param>
/// <param name="Complete">Whether the pack proves that no entry of the channel or case is left out.</param>
/// <param name="Authority">What allows the disclosure, such as a court's order or a section of an act.</param>
/// <param name="Exhibits">Ids of exhibits whose files go along.</param>
public sealed record DisclosureTerms(
    DisclosureScope Scope,
    DisclosurePeriod Period,
    bool Complete,
    string Purpose,
    string Authority,
    string Recipient,
    ImmutableArray<string> Exhibits,
    ImmutableArray<Withholding> Withheld,
    ImmutableArray<SensitiveItem> Sensitive)
{
    public const int MostPurpose = 1_000;
    public const int MostAuthority = 200;
    public const int MostRecipient = 200;
    public const int MostField = 64;
    public const int MostWithheld = 50;
    public const int MostSensitive = 100;
    public const int MostExhibits = 200;

    /// <summary>The field by which an entry of the record names the file of an exhibit: where the file goes along, it is shown.</summary>
    public const string FileField = "sha256";

    /// <summary>Why a field is kept back; null: it is shown. What concerns the whole item comes before what concerns one field.</summary>
    /// <param name="exhibit">That the entry is about; null for an entry about something else.</param>
    public Redaction? Withholds(long entry, DateTimeOffset at, string field, string? exhibit = null) =>
        SensitiveEntry(entry) is { } item ? new Redaction(item.Reason, item.Authority)
        : exhibit is not null && SensitiveExhibit(exhibit) is { } whole ? new Redaction(whole.Reason, whole.Authority)
        : !Period.Holds(at) ? new Redaction(RedactionReason.OutsidePeriod, Authority)
        : Rule(entry, field) is { } rule ? new Redaction(rule.Reason, rule.Authority)
        : null;

    public DisclosureSchedule ScheduleOf(long entry) =>
        SensitiveEntry(entry) is null ? DisclosureSchedule.Relevant : DisclosureSchedule.Sensitive;

    public DisclosureSchedule ScheduleOf(string exhibit) =>
        SensitiveExhibit(exhibit) is null ? DisclosureSchedule.Relevant : DisclosureSchedule.Sensitive;

    public SensitiveItem? SensitiveEntry(long entry) => Sensitive.FirstOrDefault(item => item.Entry == entry);

    public SensitiveItem? SensitiveExhibit(string exhibit) => Sensitive.FirstOrDefault(item => item.Exhibit == exhibit);

    /// <summary>What is said of one entry beats what is said of all.</summary>
    private Withholding? Rule(long entry, string field) =>
        Withheld.FirstOrDefault(rule => rule.Field == field && rule.Entry == entry)
        ?? Withheld.FirstOrDefault(rule => rule.Field == field && rule.Entry is null);

    /// <summary>What is wrong with it, by field of the request; empty when it can be asked for.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        var faults = new Dictionary<string, string>();
        if (Scope.Entries.Length > DisclosureScope.MostEntries)
            faults["entries"] = $"Name {DisclosureScope.MostEntries} entries at most, or choose their channel or case.";
        if (Scope.Entries.Any(entry => entry < 0)) faults["entries"] = "Entries are numbered from 0.";
        if (Complete && Scope.Stream is null)
            faults["complete"] = "Chosen entries cannot be shown to be all. Choose a channel or a case, or leave this out.";
        if (Period.From >= Period.Until) faults["until"] = "The period has to end after it begins.";
        Text("purpose", Purpose, MostPurpose, "Say what the pack is for", faults);
        Text("authority", Authority, MostAuthority, "Say what allows the disclosure", faults);
        Text("recipient", Recipient, MostRecipient, "Say who is to receive it", faults);
        if (Withheld.Length > MostWithheld) faults["withheld"] = $"Name {MostWithheld} fields at most.";
        if (Sensitive.Length > MostSensitive) faults["sensitive"] = $"Name {MostSensitive} items at most.";
        if (Exhibits.Length > MostExhibits) faults["exhibits"] = $"Name {MostExhibits} exhibits at most.";
        if (Exhibits.Length > 0 && Scope.Channel is not null)
            faults["exhibits"] = "Exhibits belong to a case. Ask for a pack about the case, or about entries of the record.";
        for (var at = 0; at < Withheld.Length; at++) Rule(at, Withheld[at], faults);
        for (var at = 0; at < Sensitive.Length; at++) Item(at, Sensitive[at], faults);
        return faults;
    }

    private void Rule(int at, Withholding rule, Dictionary<string, string> faults)
    {
        if (rule.Field == FileField && Exhibits.Length > 0)
            faults[$"withheld.{at}.field"] = "By this field the record knows the files of exhibits, so it cannot be kept back where some go along.";
        Text($"withheld.{at}.field", rule.Field, MostField, "Name the field", faults);
        Text($"withheld.{at}.authority", rule.Authority, MostAuthority, "Say what allows keeping it back", faults);
        if (Own(rule.Reason)) faults[$"withheld.{at}.reason"] = "This reason is given by the product itself. Choose another.";
        if (rule.Entry < 0) faults[$"withheld.{at}.entry"] = "Entries are numbered from 0.";
    }

    private void Item(int at, SensitiveItem item, Dictionary<string, string> faults)
    {
        if (item.Exhibit is { } exhibit && Exhibits.Contains(exhibit))
            faults[$"sensitive.{at}.exhibit"] = "It cannot be on the sensitive schedule and go along. Choose one.";
        if (item.Entry is null == item.Exhibit is null) faults[$"sensitive.{at}.entry"] = "Name an entry or an exhibit.";
        if (item.Entry < 0) faults[$"sensitive.{at}.entry"] = "Entries are numbered from 0.";
        Text($"sensitive.{at}.authority", item.Authority, MostAuthority, "Say what makes it sensitive", faults);
        if (Own(item.Reason)) faults[$"sensitive.{at}.reason"] = "This reason is given by the product itself. Choose another.";
    }

    private static bool Own(RedactionReason reason) => reason is RedactionReason.OutsidePeriod or RedactionReason.Erased;

    private static void Text(string field, string text, int most, string ask, Dictionary<string, string> faults)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(char.IsControl))
            faults[field] = $"{ask}, in 1 to {most} characters on one line.";
    }
}
