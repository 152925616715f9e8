using CrowdControl.AuditLog.Notes;
using CrowdControl.Domain;

namespace CrowdControl.Functions.Auditing.Signing;

/// <summary>The keys of one open log: who signs now, and whose signatures are believed. Read anew when a key comes or goes.</summary>
internal sealed class KeyRing(SigningKeys sources, KeyTable table, TenantId tenant, string log, string origin, TimeProvider clock)
{
    /// <summary>An instance that did not itself let a key begin or end hears of it within this, which is far less than the overlap.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private volatile State _now = new([], []);
    private long _next;

    /// <summary>One, or two while an old key gives way to a new one.</summary>
    public IReadOnlyList<ICheckpointSigner> Signers => _now.Signers;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<KeyTerm> All => _now.All;

    public IReadOnlyList<VerifierKey> Known => [.. _now.All.Select(key => key.Key)];

    /// <summary>True for the first who asks once it is time to read the keys anew.</summary>
    public bool IsDue()
    {
        var (now, next) = (clock.GetUtcNow(), Volatile.Read(ref _next));
        return now.UtcTicks >= next && Interlocked.CompareExchange(ref _next, (now + BetweenLooks).UtcTicks, next) == next;
    }

    /// <summary>Reads the keys. A log that has none yet begins with the present one; where others are there, its keys were forgotten, and
    /// what they signed is believed.</summary>
    public async Task Load(CancellationToken cancellation)
    {
        var all = await table.Read(tenant, log, cancellation);
        var present = await sources.Present(cancellation);
        if (all.Count == 0)
        {
            var now = clock.GetUtcNow();
            await table.Add(tenant, log, present.Select((source, place) => new KeyTerm(
                source.For(origin).Key, source.Name, 0, place == present.Count - 1 ? null : KeyTerm.Always, now)), cancellation);
            all = await table.Read(tenant, log, cancellation);
        }

        var signers = all.Where(key => key.To is null)
            .Select(key => present.FirstOrDefault(source => source.Name == key.Source)?.For(origin)).OfType<ICheckpointSigner>().ToList();
        if (signers.Count == 0)
            throw new InvalidOperationException(
                $"None of the keys that sign {origin} is there any more: {string.Join(", ", all.Where(key => key.To is null).Select(key => key.Source))}. "
                + "Put one of them back, or close the record.");
        _now = new State(all, signers);
        Volatile.Write(ref _next, (clock.GetUtcNow() + BetweenLooks).UtcTicks);
    }

    private sealed record State(IReadOnlyList<KeyTerm> All, IReadOnlyList<ICheckpointSigner> Signers);
}
