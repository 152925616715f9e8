namespace CrowdControl.Domain.Disclosing;

/// <summary>A field that is kept back, and by what right.</summary>
/// <param name="Entry">In this entry alone; null for every entry of the pack.</param>
/// <param name="Authority">The rule or the person that it rests on; the recipient reads it.</param>
public sealed record Withholding(string Field, long? Entry, RedactionReason Reason, string Authority);

/// <summary>An item that stands on the schedule of sensitive material: the recipient sees that it is there, and nothing of what it says.</summary>
/// <param name="Entry">Of the record; null for an exhibit.</param>
/// <param name="Exhibit">Id of an exhibit; null for an entry.</param>
public sealed record SensitiveItem(long? Entry, string? Exhibit, RedactionReason Reason, string Authority);

/// <summary>Why something is kept back, as it stands in redactions.csv.</summary>
public enum RedactionReason
{
    /// <summary>Names or describes somebody whom it does not concern.</summary>
    ThirdParty,

    /// <summary>Personal data that the recipient has no claim to.</summary>
    PersonalData,

    LegalPrivilege,

    /// <summary>To show it would harm a public interest, such as a source or a way of working.</summary>
    PublicInterest,

    /// <summary>Puts somebody's life or safety at risk.</summary>
    Safety,

    /// <summary>Not of the matter that is disclosed.</summary>
    NotRelevant,

    /// <summary>Written before or after the period that is disclosed.</summary>
    OutsidePeriod,

    /// <summary>Salt and value were destroyed: nobody can show it any more.</summary>
    Erased,
}

/// <summary>A field that a pack keeps back.</summary>
public sealed record Redaction(RedactionReason Reason, string Authority);

/// <summary>On which list an item stands (Criminal Procedure and Investigations Act 1996).</summary>
public enum DisclosureSchedule { Relevant, Sensitive }
