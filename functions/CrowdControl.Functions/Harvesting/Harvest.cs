using System.Collections.Concurrent;
using CrowdControl.Domain;
using CrowdControl.Domain.Harvesting;
using CrowdControl.Functions.Monitoring;
using Microsoft.Extensions.Logging;

namespace CrowdControl.Functions.Harvesting;

/// <summary>Reads sources of one organisation: fetch, put what was found on the queue, then move the cursors. A crash after any of
/// these repeats work and loses none.</summary>
internal sealed partial class Harvest(SourceTable table, MentionQueue queue, TimeProvider clock, ILogger<Harvest> log)
{
    private const int AtATime = 4;
    private readonly ConcurrentDictionary<(TenantId, string), byte> _running = new();

    public async Task Run(TenantId tenant, IReadOnlyList<Source> sources, CancellationToken cancellation)
    {
        var mine = sources.Where(source => _running.TryAdd((tenant, source.Key), 0)).ToList();
        try
        {
            await Read(tenant, mine, cancellation);
        }
        finally
        {
            foreach (var source in mine) _running.TryRemove((tenant, source.Key), out _);
        }
    }

    private async Task Read(TenantId tenant, List<Source> sources, CancellationToken cancellation)
    {
        if (sources.Count == 0) return;
        var states = await table.All(tenant, cancellation);
        using var outbox = new Outbox(tenant, queue);
        var changes = new ConcurrentBag<SourceChange>();
        await Parallel.ForEachAsync(
            sources, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation }, async (source, token) =>
            {
                var stored = states.GetValueOrDefault(source.Key);
                var state = stored?.Value is { } known && known.Account == source.Account ? known : SourceState.New(source.Account);
                if (!state.IsDue(clock.GetUtcNow())) return;
                var run = new SourceRun(tenant, source, state, stored?.Version, table, outbox, clock);
                if (await run.Read(token) is { } change) changes.Add(change);
            });
        await outbox.Flush(cancellation);

        var moved = changes.IsEmpty ? 0 : (await table.Write(tenant, [.. changes], cancellation)).Count;
        Harvested(sources.Count, tenant, outbox.Sent, moved, changes.Count(change => change.State.Failures > 0));
    }

    [LoggerMessage(LogLevel.Information, "Harvested {Sources} sources of {Tenant}: {Found} found, {Moved} cursors moved, {Failed} failed.")]
    private partial void Harvested(int sources, TenantId tenant, int found, int moved, int failed);
}
