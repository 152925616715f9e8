using System.Collections.Immutable;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Publishing;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Functions.Auditing.Secrets;

namespace CrowdControl.Functions.Auditing;

/// <summary>An entry of the record as the API shows it.</summary>
/// <param name="At">When it was taken into the record.</param>
/// <param name="Details">What lies behind the entry's commitments, as far as it was not erased.</param>
/// <param name="Erased">Names of the details that were erased; the entry proves that they were there.</param>
/// <param name="Hash">Of the entry's bytes, as the tree holds it.</param>
/// <param name="Stream">The stream that the entry stands in, and its number there.</param>
public sealed record AuditEntryView(
    long Index, string Id, DateTimeOffset At, Actor Actor, string Act, AuditSubject Subject, string? Channel, AuditOutcome Outcome,
    ImmutableSortedDictionary<string, string> Details, IReadOnlyList<string> Erased, string Hash, string Stream, long Number)
{
    /// <summary>Which of the record's logs it stands in: 1 where none was ever closed.</summary>
    public int Log { get; init; } = 1;

    internal static AuditEntryView Of(StoredLeaf stored, Leaf leaf, IReadOnlyList<Disclosure> fields)
    {
        var details = fields.ToImmutableSortedDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        return new AuditEntryView(
            stored.Index, leaf.Draft.Id, leaf.At, leaf.ActorOf(details.GetValueOrDefault(AuditLeaf.ActorName)), leaf.Draft.Type,
            new AuditSubject(leaf.Draft.Subject.Kind, leaf.Draft.Subject.Id), leaf.ChannelOf(), leaf.OutcomeOf(), details.Remove(AuditLeaf.ActorName).Remove(OfficerAssertion.Name),
            [.. leaf.Draft.Details.Keys.Where(name => !details.ContainsKey(name) && !ErasedField.IsOne(leaf, name)).Order(StringComparer.Ordinal)],
            TreeHash.Leaf(stored.Bytes.Span).ToHex(), leaf.Place.Stream, leaf.Place.Number);
    }
}

/// <summary>An entry with what proves to an outsider that it stands in the log, without the log. Both texts are files, byte for byte.</summary>
/// <param name="Leaf">The entry: what is hashed.</param>
/// <param name="Proof">A .tlog-proof (C2SP): index, hashes, and a signed checkpoint.</param>
public sealed record EntryProofView(long Index, string Leaf, string Proof);

/// <param name="FirstBad">Index of the first entry that is not what was written, where it can be told.</param>
public sealed record VerificationView(long Entries, bool Intact, long? FirstBad, string? Why, DateTimeOffset CheckedAt);
