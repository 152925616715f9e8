using System.Collections.Concurrent;
using Azure;
using CrowdControl.Analysis.Watches;
using CrowdControl.Domain;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Monitoring.Watches;

/// <summary>The compiled watches of each organisation, kept until one of them changes. A change made elsewhere is seen within
/// five seconds, one made here at once.</summary>
internal sealed partial class WatchSets(WatchTable table, TimeProvider clock, ILogger<WatchSets> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, Kept> _kept = new();

    public async Task<CompiledWatches> Of(TenantId tenant, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(tenant, out var kept) && now - kept.CheckedAt < Fresh) return kept.Watches;
        var stamp = await table.Stamp(tenant, cancellation);
        var watches = kept is not null && kept.Stamp == stamp ? kept.Watches : await Compile(tenant, cancellation);
        _kept[tenant] = new Kept(watches, stamp, now);
        return watches;
    }

    public void Forget(TenantId tenant) => _kept.TryRemove(tenant, out _);

    private async Task<CompiledWatches> Compile(TenantId tenant, CancellationToken cancellation)
    {
        var queries = new Dictionary<string, WatchQuery>();
        var names = new Dictionary<string, string>();
        foreach (var (watch, _, _, _) in await table.All(tenant, cancellation))
        {
            if (watch.Running is not { } running) continue;
            if (QueryReader.Read(string.Join('\n', running.Terms)).Query is not { } query)
            {
                LeftOut(tenant, watch.Id);
                continue;
            }

            queries[watch.Id.Value] = query;
            names[watch.Id.Value] = watch.Name;
        }

        return new CompiledWatches(WatchSet.Compile(queries), names);
    }

    [LoggerMessage(LogLevel.Error, "Left watch {Watch} of {Tenant} out: this version of the query language does not read its words.")]
    private partial void LeftOut(TenantId tenant, WatchId watch);

    private sealed record Kept(CompiledWatches Watches, ETag? Stamp, DateTimeOffset CheckedAt);
}
