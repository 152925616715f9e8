using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>
/// Lets a new key sign the record, and an old one end. A new version of the key is found within the hour; an entry (key.rotated) says which
/// it is, readable by anybody; from that entry on both sign, for <see cref="Overlap"/>, so that witnesses and strangers can learn the new
/// key; then another entry (key.retired) says that the old one signs no more. What it signed stays valid up to that size, and nothing that it
/// signs afterwards is. A key that the vault does not let sign any more ends at once.
/// </summary>
/// <remarks>Entry first, then the row, then the signature: whoever ends in between is followed by one who does the rest.</remarks>
public sealed class KeyRotation
{
    public const string Rotated = "key.rotated";
    public const string Retired = "key.retired";

    public static readonly TimeSpan Overlap = TimeSpan.FromDays(7);

    /// <summary>Asking the vault costs money, and nothing else.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<TenantId, DateTimeOffset> _looked = new();
    private readonly RecordLogs _logs;
    private readonly AuditTrail _trail;
    private readonly SigningKeys _sources;
    private readonly KeyTable _table;
    private readonly TimeProvider _clock;

    internal KeyRotation(RecordLogs logs, AuditTrail trail, SigningKeys sources, KeyTable table, TimeProvider clock) =>
        (_logs, _trail, _sources, _table, _clock) = (logs, trail, sources, table, clock);

    /// <summary>Looks at the vault at the next occasion: a signature failed, perhaps because a key is gone.</summary>
    public void LookSoon(TenantId tenant) => _looked.TryRemove(tenant, out _);

    /// <summary>Does what is due.</summary>
    public async Task Advance(TenantId tenant, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        if (_looked.TryGetValue(tenant, out var last) && now - last < BetweenLooks) return;
        var (open, present) = (await _logs.Opened(tenant, cancellation), await _sources.Present(cancellation));
        await open.Keys.Load(cancellation);
        if (present[^1] is var newest && newest.For(open.Origin).Key is var key && open.Keys.All.All(known => known.Key.ToString() != key.ToString()))
        {
            var entry = await Say(open, tenant, Rotated, new KeyTerm(key, newest.Name, 0, null, now), cancellation);
            await _table.Add(tenant, open.Folder, [new KeyTerm(key, newest.Name, entry + 1, null, now)], cancellation);
            await open.Keys.Load(cancellation);
        }

        var signing = open.Keys.All.Where(known => known.To is null).ToList();
        foreach (var old in signing.SkipLast(1))
        {
            if (now - signing[^1].Since < Overlap && present.Any(source => source.Name == old.Source)) continue;
            var entry = await Say(open, tenant, Retired, old, cancellation);
            await _table.End(tenant, open.Folder, old with { To = entry + 1 }, cancellation);
        }

        await open.Keys.Load(cancellation);
        _looked[tenant] = now;
    }

    private Task<long> Say(OpenLog open, TenantId tenant, string act, KeyTerm key, CancellationToken cancellation) => _trail.Enter(
        new AuditEvent(
            tenant, string.Create(CultureInfo.InvariantCulture, $"{open.Folder}/{act}/{key.Key.Id:x8}"), _clock.GetUtcNow(), Actor.Job("record"), act,
            new AuditSubject("key", key.Key.ToString()), null, AuditOutcome.Done,
            ImmutableSortedDictionary<string, string>.Empty.Add("source", Path.GetFileName(key.Source))), cancellation);
}
