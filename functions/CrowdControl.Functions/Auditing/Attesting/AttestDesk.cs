using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.AuditLog.Journal;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Attesting;

/// <summary>Looks once a day whether storage protects an organisation's record, and puts what it found on the record: Azure itself keeps next
/// to no history of policies and holds. Where storage enforces nothing it says so, and claims nothing.</summary>
public sealed class AttestDesk
{
    /// <summary>Once a day, and two hours for whatever is late.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromHours(26);

    private static readonly Actor Job = Actor.Job("attestation");
    private readonly RecordLogs _logs;
    private readonly AttestTable _table;
    private readonly StoragePolicies _policies;
    private readonly BlobPolicies _blobs;
    private readonly AttestSettings _settings;
    private readonly AuditTrail _trail;
    private readonly TimeProvider _clock;

    internal AttestDesk(
        RecordLogs logs, AttestTable table, StoragePolicies policies, BlobPolicies blobs, AttestSettings settings, AuditTrail trail, TimeProvider clock) =>
        (_logs, _table, _policies, _blobs, _settings, _trail, _clock) = (logs, table, policies, blobs, settings, trail, clock);

    /// <summary>How storage protects the caller's record, as it was last looked at.</summary>
    public async Task<StorageStandingView> Newest(Caller caller, CancellationToken cancellation)
    {
        var newest = await _table.Newest(caller.Tenant, cancellation);
        var enforced = _policies.Configured && newest is { Enforced: true };
        var trouble = (await _logs.Of(caller.Tenant, cancellation)).PublishingFault;
        return new StorageStandingView(
            trouble?.Message, newest?.At, _policies.Configured, enforced, enforced && newest!.Locked, newest is not null && _clock.GetUtcNow() - newest.At <= Limit,
            newest?.Findings ?? []);
    }

    /// <summary>Today's look. Cut short anywhere, the next call finishes it; a second one a day finds it done.</summary>
    internal async Task Attest(TenantId tenant, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        var (log, store) = await _logs.Opened(tenant, cancellation);
        if (await store.Get(LogArea.Anchors, Attestation.NameOf(now), cancellation) is not { } file)
        {
            var found = await Look(tenant, now, await LastAttested.Of(log.Reading, store, cancellation), cancellation);
            await store.Create(LogArea.Anchors, Attestation.NameOf(now), found.ToBytes(), cancellation);
            file = (await store.Get(LogArea.Anchors, Attestation.NameOf(now), cancellation))!;
        }

        var attestation = Attestation.Read(file.Bytes);
        var digest = Attestation.DigestOf(file.Bytes);
        // The incident first: an attestation without it would be what the next look believes.
        if (attestation.Findings.Count > 0) await Record(tenant, attestation, digest, "log.incident", cancellation);
        await Record(tenant, attestation, digest, LastAttested.Act, cancellation);
        await _table.Note(tenant, attestation, cancellation);
    }

    private async Task<Attestation> Look(TenantId tenant, DateTimeOffset now, LastAttested last, CancellationToken cancellation)
    {
        var origin = (await _logs.Opened(tenant, cancellation)).Origin;
        if (!_policies.Configured) return new Attestation(origin, now, null, [], [], []);
        var containers = await _policies.Read("audit-", RecordLogs.EndingOf(tenant), cancellation);
        var blobs = new List<BlobStanding>();
        foreach (var container in containers.Where(container => container.VersionLevel)) blobs.Add(await _blobs.Read(container, cancellation));
        var broken = ContainerRule.Broken(containers, last.Before?.Containers ?? [], last.Said)
            .Concat(BlobStanding.Broken(blobs, last.Before?.Blobs ?? [], last.Lifted, last.Applied));
        return new Attestation(
            origin, now, _settings.Account, containers, blobs, [.. last.Wrong is null ? broken : broken.Prepend(last.Wrong)]);
    }

    private Task Record(TenantId tenant, Attestation attestation, string digest, string act, CancellationToken cancellation)
    {
        var details = new Dictionary<string, string>
        {
            ["enforced"] = attestation.Enforced ? "true" : "false",
            ["locked"] = attestation.Locked ? "true" : "false",
            ["containers"] = attestation.Containers.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (attestation.Findings.Count > 0) details["findings"] = string.Join('\n', attestation.Findings);
        return _trail.Record(new AuditEvent(
            tenant, $"{act}/{digest}", attestation.At, Job, act, new AuditSubject("attestation", digest), null, AuditOutcome.Done,
            details.ToImmutableSortedDictionary(StringComparer.Ordinal)), cancellation);
    }
}

/// <summary>Whether the record can be written and signed just now, and whether storage itself protects it.</summary>
/// <param name="Trouble">Why it cannot be; null where it can.</param>
/// <param name="At">When it was last looked; null where it never was.</param>
/// <param name="Configured">False where storage enforces nothing, as on one machine.</param>
/// <param name="Enforced">Azure refuses to change or to delete what is there.</param>
/// <param name="Locked">And nobody can make it stop before its time.</param>
/// <param name="Fresh">The look is not older than a day.</param>
/// <param name="Findings">What is wrong, in words.</param>
public sealed record StorageStandingView(
    string? Trouble, DateTimeOffset? At, bool Configured, bool Enforced, bool Locked, bool Fresh, IReadOnlyList<string> Findings);
