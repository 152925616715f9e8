using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Domain;
using CrowdControl.Domain.Disclosing;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Disclosing;

/// <summary>What the record says of disclosures. In the stream of what is disclosed: whoever is shown all of it sees to whom it went.</summary>
internal sealed class DisclosureRecord(AuditTrail trail, SignedActs acts)
{
    /// <summary>An act of a person upon a request, signed with their passkey where they sign it; call it before anything is done.</summary>
    /// <returns>What stops the act; null once it is on record.</returns>
    public Task<Refusal?> Acted(
        Caller caller, DisclosurePack pack, string act, string id, IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        acts.Record(caller, new AuditEvent(
            pack.Tenant, $"disclosure/{pack.Id}/{id}", caller.At, Actor.Of(caller), act, new AuditSubject("disclosure", pack.Id.Value),
            pack.Terms.Scope.Channel, AuditOutcome.Done, details.ToImmutableSortedDictionary(StringComparer.Ordinal))
        { Case = pack.Terms.Scope.Case },
            cancellation);

    /// <summary>Values are going to be read for it, which is a consultation of the record.</summary>
    public Task<long> Prepared(DisclosurePack pack, CancellationToken cancellation) => trail.Enter(Made(
        pack, "disclosure.prepared", "prepared", new AuditSubject("disclosure", pack.Id.Value), Terms(pack.Terms)), cancellation);

    /// <summary>The pack, whose list of hashes everybody can read off the entry.</summary>
    public Task<long> Exported(DisclosurePack pack, string manifest, int entries, CancellationToken cancellation) => trail.Enter(Made(
        pack, PackExport.LeafType, "exported", new AuditSubject("manifest", manifest), new Dictionary<string, string>
        {
            ["disclosure"] = pack.Id.Value,
            ["recipient"] = pack.Terms.Recipient,
            ["entries"] = entries.ToString(CultureInfo.InvariantCulture),
        }), cancellation);

    public static IReadOnlyDictionary<string, string> Terms(DisclosureTerms terms)
    {
        var said = new Dictionary<string, string>
        {
            ["purpose"] = terms.Purpose,
            ["authority"] = terms.Authority,
            ["recipient"] = terms.Recipient,
            ["scope"] = terms.Scope.Stream ?? $"entries {string.Join(' ', terms.Scope.Entries)}",
        };
        if (terms.Period.From is { } from) said["from"] = Moment(from);
        if (terms.Period.Until is { } until) said["until"] = Moment(until);
        return said;
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static AuditEvent Made(
        DisclosurePack pack, string act, string id, AuditSubject subject, IEnumerable<KeyValuePair<string, string>> details) =>
        new(
            pack.Tenant, $"disclosure/{pack.Id}/{id}", pack.Decided!.At, Actor.Job("disclosure"), act, subject, pack.Terms.Scope.Channel,
            AuditOutcome.Done, details.ToImmutableSortedDictionary(StringComparer.Ordinal))
        { Case = pack.Terms.Scope.Case };
}
