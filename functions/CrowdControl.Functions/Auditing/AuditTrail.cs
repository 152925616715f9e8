using System.Collections.Immutable;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Sequencing;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>The front of the record: every feature writes its acts here, before the effect and after it.</summary>
public sealed class AuditTrail
{
    private readonly RecordLogs _logs;
    private readonly SecretTable _secrets;
    private readonly TimeProvider _clock;

    internal AuditTrail(RecordLogs logs, SecretTable secrets, TimeProvider clock) => (_logs, _secrets, _clock) = (logs, secrets, clock);

    /// <summary>Returns once the entry is durable; an exception means that it may not be, and the act has to stop.</summary>
    public Task Record(AuditEvent happened, CancellationToken cancellation) => Enter(happened, cancellation);

    /// <inheritdoc cref="Record(AuditEvent, CancellationToken)"/>
    /// <returns>The entry's index, also where it was recorded before.</returns>
    public Task<long> Enter(AuditEvent happened, CancellationToken cancellation) => Enter(happened.Tenant, AuditLeaf.Draft(happened), cancellation);

    /// <summary>How far a stream goes; see <see cref="Entry.While"/>.</summary>
    internal async Task<StreamStand> StandOf(TenantId tenant, string stream, CancellationToken cancellation) =>
        await (await _logs.Of(tenant, cancellation)).StandOf(stream, cancellation);

    /// <exception cref="StreamMoved">The stream has grown, so nothing was recorded.</exception>
    internal async Task<long> Enter(
        TenantId tenant, (LeafDraft Draft, string Stream, IReadOnlyList<Disclosure> Disclosures) entry, CancellationToken cancellation,
        StreamStand? unmoved = null)
    {
        var open = await _logs.Opened(tenant, cancellation);
        // The log knows the ids of its last two segments; an act that is tried again later is found in the index.
        var before = open.Index.Find(entry.Draft.Id, cancellation);
        // Salts and values are durable before the entry is: an entry whose values were lost in a crash could never be disclosed.
        var kept = await _secrets.Add(tenant, entry.Draft, _clock.GetUtcNow(), entry.Disclosures, cancellation);
        if (await before is { } known)
        {
            await _secrets.Remove(kept, cancellation);
            return known;
        }

        try
        {
            var receipt = await open.Log.Append(Entry.Of(entry.Draft, open.StreamOf(entry.Stream)) with { While = unmoved }, cancellation);
            if (receipt.Known) await _secrets.Remove(kept, cancellation);
            return receipt.Index;
        }
        catch (StreamMoved)
        {
            await _secrets.Remove(kept, cancellation);
            throw;
        }
    }

    /// <summary>Records an act of a member, at the time of their request.</summary>
    public Task Record(
        Caller caller, string id, string act, AuditSubject subject, ChannelId? channel, AuditOutcome outcome,
        IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        Record(new AuditEvent(caller.Tenant, id, caller.At, Actor.Of(caller), act, subject, channel, outcome,
            details.ToImmutableSortedDictionary(StringComparer.Ordinal)), cancellation);
}
