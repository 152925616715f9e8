using System.Collections.Immutable;
using CrowdControl.AuditLog;

namespace CrowdControl.Functions.Auditing;

/// <summary>An entry of the record as the API shows it.</summary>
public sealed record AuditEntryView(
    long Index, string Id, DateTimeOffset At, Actor Actor, string Act, AuditSubject Subject, string? Channel, AuditOutcome Outcome,
    ImmutableSortedDictionary<string, string> Details, string Hash, string Previous)
{
    internal static AuditEntryView Of(StoredEntry entry, AuditLeaf leaf) => new(
        entry.Index, entry.Id, leaf.At, leaf.Actor, leaf.Act, leaf.Subject, leaf.Channel, leaf.Outcome, leaf.Details, entry.Hash, entry.Previous);
}

/// <param name="FirstBad">Index of the first entry that is not what was written.</param>
public sealed record VerificationView(long Entries, bool Intact, long? FirstBad, string? Why, DateTimeOffset CheckedAt);
