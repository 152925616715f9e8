using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrowdControl.AuditLog.Journal;
using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Auditing.Anchors;

/// <summary>
/// Fastens the record to something outside our reach: cosignatures of witnesses, and time stamps over its signed checkpoints. A signature by
/// our own key proves nothing against whoever runs this service; what a party outside signed proves that what it covers was there then.
/// </summary>
public sealed class AnchorDesk
{
    /// <summary>How old the newest anchor may become.</summary>
    internal const int LimitMinutes = 60;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(LimitMinutes);
    private readonly RecordLogs _logs;
    private readonly AnchorTable _table;
    private readonly AuditTrail _trail;
    private readonly WitnessSettings _witnesses;
    private readonly TimeStampAuthority? _authority;
    private readonly TimeProvider _clock;

    internal AnchorDesk(
        RecordLogs logs, AnchorTable table, AuditTrail trail, WitnessSettings witnesses, TimeStampAuthority? authority, TimeProvider clock) =>
        (_logs, _table, _trail, _witnesses, _authority, _clock) = (logs, table, trail, witnesses, authority, clock);

    /// <summary>What stands outside for the caller's organisation, and whether it is fresh: the newest of all that vouch decides.</summary>
    public async Task<AnchorView> Newest(Caller caller, CancellationToken cancellation)
    {
        var parties = (await Parties(caller.Tenant, cancellation)).Select(View).ToList();
        var newest = parties.Where(party => party.At is not null).MaxBy(party => party.At);
        return new AnchorView(
            newest?.At, newest?.Name, newest?.Size, newest?.Fresh == true, LimitMinutes, parties.Count > 0,
            parties.Exists(party => party is { Fresh: true, OnThisMachine: false }), parties);
    }

    /// <summary>Publishes the log as it stands, has it cosigned, and has that checkpoint stamped, however fresh the last stamp is: before
    /// something leaves that a stranger is to believe. Leaves one entry after it: of the stamp, where there is an authority.</summary>
    /// <returns>The checkpoint with whatever cosignatures could be had; null of a record without entries.</returns>
    /// <exception cref="HttpRequestException">The time stamping authority gave none.</exception>
    /// <exception cref="LogStopped">The record is not what was signed, or a witness knows more than it.</exception>
    public async Task<SignedNote?> AnchorNow(TenantId tenant, CancellationToken cancellation)
    {
        var note = await (await _logs.Of(tenant, cancellation)).PublishAll(cancellation);
        if (note is not null && _authority is not null) await Stamp(tenant, note, _authority, cancellation);
        return note;
    }

    /// <summary>Has the newest checkpoint stamped, unless that was done a short while ago or no authority is set.</summary>
    internal async Task Renew(TenantId tenant, CancellationToken cancellation)
    {
        if (_authority is null) return;
        var (log, folder) = (await _logs.Of(tenant, cancellation), (await _logs.Opened(tenant, cancellation)).Folder);
        var last = await _table.Find(tenant, folder, OutsideKind.TimeStamps, _authority.Name, cancellation);
        if (last?.Newest is { } newest && _clock.GetUtcNow() - newest.At < Every) return;
        await Stamp(tenant, await log.Publish(await log.Size(cancellation) - 1, cancellation), _authority, cancellation);
    }

    /// <summary>Writes into the record what parties outside signed since this was last done. Whatever is written after such an entry was
    /// written after that signature was there: the lower bound of its time.</summary>
    internal async Task RecordOutside(TenantId tenant, CancellationToken cancellation)
    {
        foreach (var party in await _table.All(tenant, (await _logs.Opened(tenant, cancellation)).Folder, cancellation))
            if (party.Newest is { } newest && newest.Hash != party.Recorded) await Record(tenant, party, newest, cancellation);
    }

    private async Task Stamp(TenantId tenant, SignedNote note, TimeStampAuthority authority, CancellationToken cancellation)
    {
        var (size, at) = ((long)Checkpoint.Parse(note.Text).Size, _clock.GetUtcNow());
        var (_, store, _, _, folder, _) = await _logs.Opened(tenant, cancellation);
        var paths = new LogPaths(folder);
        var signed = await store.Get(LogArea.Anchors, paths.Checkpoint(size), cancellation)
            ?? throw new LogStopped(LogStop.Rollback, $"The signed checkpoint of {size} entries is gone.");
        byte[] stamp;
        try
        {
            stamp = await authority.Stamp(signed.Bytes, cancellation);
        }
        catch (HttpRequestException failed)
        {
            await _table.Failed(tenant, folder, OutsideKind.TimeStamps, authority.Name, failed.Message, cancellation);
            throw;
        }

        if (authority.Root is { } root) await store.Create(LogArea.Anchors, paths.Authority(authority.Name), Encoding.ASCII.GetBytes(root), cancellation);
        if (!await store.Create(LogArea.Anchors, paths.Stamp(size, authority.Name), stamp, cancellation)) return;
        var anchor = new Anchor(at, size, Convert.ToHexStringLower(SHA256.HashData(stamp)));
        await _table.Note(tenant, folder, OutsideKind.TimeStamps, authority.Name, anchor, cancellation);
        await Record(tenant, new OutsideParty(OutsideKind.TimeStamps, authority.Name, anchor, null, null), anchor, cancellation);
    }

    private async Task Record(TenantId tenant, OutsideParty party, Anchor anchor, CancellationToken cancellation)
    {
        var kind = party.Kind is OutsideKind.Witness ? "cosig" : "tsr";
        await _trail.Record(new AuditEvent(
            tenant, $"anchor/{anchor.Hash}", _clock.GetUtcNow(), Actor.Job("record"), "anchor.recorded", new AuditSubject(kind, anchor.Hash), null,
            AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty
                .Add("size", anchor.Size.ToString(CultureInfo.InvariantCulture)).Add("authority", party.Name)), cancellation);
        await _table.Recorded(tenant, (await _logs.Opened(tenant, cancellation)).Folder, party, cancellation);
    }

    /// <summary>Those that are asked now, whether they ever answered or not; one that is not asked any more vouches for nothing new.</summary>
    private async Task<IEnumerable<OutsideParty>> Parties(TenantId tenant, CancellationToken cancellation)
    {
        var known = await _table.All(tenant, (await _logs.Opened(tenant, cancellation)).Folder, cancellation);
        var asked = _witnesses.All.Select(witness => (Kind: OutsideKind.Witness, witness.Key.Name));
        if (_authority is not null) asked = asked.Append((OutsideKind.TimeStamps, _authority.Name));
        return asked.Select(one => known.FirstOrDefault(party => party.Kind == one.Kind && party.Name == one.Name)
            ?? new OutsideParty(one.Kind, one.Name, null, null, null));
    }

    private OutsideView View(OutsideParty party) => new(
        party.Kind, party.Name, party.Newest?.At, party.Newest?.Size, party.Newest is { } newest && _clock.GetUtcNow() - newest.At <= Limit,
        party.Kind is OutsideKind.Witness
            ? _witnesses.All.First(witness => witness.Key.Name == party.Name).AddCheckpoint.IsLoopback
            : _authority!.OnThisMachine, party.Trouble);
}
