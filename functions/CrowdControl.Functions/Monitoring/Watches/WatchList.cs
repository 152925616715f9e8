using System.Collections.Concurrent;
using CrowdControl.Domain;
using CrowdControl.Functions.Hosting;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>Watches with what they found; the counts are up to 30 seconds old.</summary>
public sealed class WatchList
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly WatchTable _watches;
    private readonly HitIndex _hits;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<(TenantId, WatchId), Counted> _counts = new();

    internal WatchList(WatchTable watches, HitIndex hits, TimeProvider clock) =>
        (_watches, _hits, _clock) = (watches, hits, clock);

    internal async Task<Page<WatchAnswer>> Read(TenantId tenant, Paging paging, CancellationToken cancellation)
    {
        var page = paging.Cut(await _watches.All(tenant, cancellation), stored => stored.Watch.Id.Value);
        return new Page<WatchAnswer>(await Task.WhenAll(page.Items.Select(stored => Show(tenant, stored, cancellation))), page.Next);
    }

    internal async Task<WatchAnswer> Show(TenantId tenant, StoredWatch stored, CancellationToken cancellation)
    {
        var (key, now) = ((tenant, stored.Watch.Id), _clock.GetUtcNow());
        if (!_counts.TryGetValue(key, out var counted) || now - counted.At >= Fresh)
            _counts[key] = counted = new Counted(now, await _hits.Count(tenant, stored.Watch.Id, now, cancellation));
        return WatchAnswer.Of(stored, counted.Hits);
    }

    private sealed record Counted(DateTimeOffset At, HitCount Hits);
}
