using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using CrowdControl.AuditLog;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing;

/// <summary>The front of the record: every feature writes its acts here, before the effect and after it.</summary>
public sealed class AuditTrail(StorageClients storage, TimeProvider clock)
{
    public const string Container = "audit";
    private readonly Lazy<Azure.Storage.Blobs.BlobContainerClient> _container = new(() => storage.Unretried(Container));
    private readonly ConcurrentDictionary<TenantId, HashChainLog> _logs = new();

    /// <summary>Returns once the entry is durable; an exception means that it may not be, and the act has to stop.</summary>
    public Task Record(AuditEvent happened, CancellationToken cancellation) => LogOf(happened.Tenant).Append(
        new LogEntry(happened.Id, JsonSerializer.SerializeToUtf8Bytes(AuditLeaf.Of(happened), Json.Options)), cancellation);

    /// <summary>Records an act of a member, at the time of their request.</summary>
    public Task Record(
        Caller caller, string id, string act, AuditSubject subject, ChannelId? channel, AuditOutcome outcome,
        IEnumerable<KeyValuePair<string, string>> details, CancellationToken cancellation) =>
        Record(new AuditEvent(caller.Tenant, id, caller.At, Actor.Of(caller), act, subject, channel, outcome,
            details.ToImmutableSortedDictionary(StringComparer.Ordinal)), cancellation);

    internal HashChainLog LogOf(TenantId tenant) =>
        _logs.GetOrAdd(tenant, key => new HashChainLog(_container.Value, key.Value, clock));
}
