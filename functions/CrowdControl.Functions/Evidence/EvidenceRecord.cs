using System.Collections.Immutable;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Evidence;
using CrowdControl.Domain.Mentions;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Evidence;

/// <summary>What is done with cases and exhibits, for the record: in the case's stream, whichever channel it is of.</summary>
internal sealed class EvidenceRecord(AuditTrail trail, SignedActs acts)
{
    /// <summary>The name that the product itself acts under.</summary>
    public static readonly Actor Job = Actor.Job("evidence");

    /// <param name="try">Tells two acts of one kind apart; the same again is recorded once.</param>
    /// <returns>Index of the entry.</returns>
    public Task<long> Exhibit(
        Actor actor, DateTimeOffset at, Exhibit exhibit, string act, string @try, AuditOutcome outcome,
        IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        Enter(actor, at, exhibit.Tenant, exhibit.Id.Case, exhibit.Channel, new AuditSubject("exhibit", exhibit.Id.Value), act, @try, outcome, details, [], cancellation);

    /// <summary>Says of fields of the exhibit's entries that they are erased.</summary>
    /// <returns>Index of the entry.</returns>
    public Task<long> Erasure(
        DateTimeOffset at, Exhibit exhibit, string @try, IEnumerable<KeyValuePair<string, string>> details, IReadOnlyList<ErasedField> fields,
        CancellationToken cancellation) => Enter(
            Job, at, exhibit.Tenant, exhibit.Id.Case, exhibit.Channel, new AuditSubject("exhibit", exhibit.Id.Value), ErasedField.LeafType, @try,
            AuditOutcome.Asked, details, fields, cancellation);

    /// <summary>What storage is asked to do with an exhibit's blob, by the blob's name: that is no secret, and stands in the open.</summary>
    public Task<long> Blob(
        DateTimeOffset at, Exhibit exhibit, string act, string @try, AuditOutcome outcome, IEnumerable<KeyValuePair<string, string>> details,
        CancellationToken cancellation) => Enter(
            Job, at, exhibit.Tenant, exhibit.Id.Case, exhibit.Channel, new AuditSubject("evidence-blob", $"{exhibit.Blob}.bin"), act, @try, outcome,
            details.Append(new("exhibit", exhibit.Id.Value)), [], cancellation);

    /// <inheritdoc cref="Exhibit"/>
    public Task<long> Case(
        Caller caller, CaseId id, string act, string @try, AuditOutcome outcome, IEnumerable<KeyValuePair<string, string>> details,
        CancellationToken cancellation) =>
        Enter(Actor.Of(caller), caller.At, caller.Tenant, id, null, new AuditSubject("case", id.Value), act, @try, outcome, details, [], cancellation);

    /// <summary>An act of a member on an exhibit, signed with their passkey where they sign it; call it before anything is done.</summary>
    /// <returns>Index of the entry, or what stops the act.</returns>
    public Task<Outcome<long>> Sign(
        Caller caller, Exhibit exhibit, string act, string @try, IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        acts.Enter(caller, Of(
            Actor.Of(caller), caller.At, exhibit.Tenant, exhibit.Id.Case, exhibit.Channel, new AuditSubject("exhibit", exhibit.Id.Value), act, @try,
            AuditOutcome.Done, details), cancellation);

    /// <inheritdoc cref="Sign(Caller, Exhibit, string, string, IEnumerable{KeyValuePair{string, string}}, CancellationToken)"/>
    public Task<Outcome<long>> Sign(
        Caller caller, CaseId id, string act, string @try, IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        acts.Enter(caller, Of(
            Actor.Of(caller), caller.At, caller.Tenant, id, null, new AuditSubject("case", id.Value), act, @try, AuditOutcome.Done, details), cancellation);

    /// <summary>What is of no case: the rules of the organisation.</summary>
    public Task<long> Rule(
        Caller caller, EvidenceClass of, string act, string @try, AuditOutcome outcome, IEnumerable<KeyValuePair<string, string>> details,
        CancellationToken cancellation) =>
        Enter(Actor.Of(caller), caller.At, caller.Tenant, null, null, new AuditSubject("evidence-class", of.ToString().ToLowerInvariant()), act, @try, outcome, details, [], cancellation);

    private Task<long> Enter(
        Actor actor, DateTimeOffset at, TenantId tenant, CaseId? of, ChannelId? channel, AuditSubject subject, string act, string @try,
        AuditOutcome outcome, IEnumerable<KeyValuePair<string, string>> details, IReadOnlyList<ErasedField> erased, CancellationToken cancellation) =>
        trail.Enter(Of(actor, at, tenant, of, channel, subject, act, @try, outcome, details) with { Erased = erased }, cancellation);

    private static AuditEvent Of(
        Actor actor, DateTimeOffset at, TenantId tenant, CaseId? of, ChannelId? channel, AuditSubject subject, string act, string @try,
        AuditOutcome outcome, IEnumerable<KeyValuePair<string, string>> details) =>
        new(
            tenant, $"{act}/{MentionKey.Digest([subject.Id, actor.Id, @try, outcome.ToString()])}", at, actor, act, subject, channel, outcome,
            details.ToImmutableSortedDictionary(StringComparer.Ordinal))
        { Case = of };
}
