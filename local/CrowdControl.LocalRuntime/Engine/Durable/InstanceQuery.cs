using System.Collections.Immutable;
using System.Globalization;
using CrowdControl.LocalRuntime.Engine.Durable.Dispatch;
using CrowdControl.LocalRuntime.Engine.Durable.History;
using CrowdControl.LocalRuntime.Engine.Durable.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CrowdControl.LocalRuntime.Engine.Durable;

/// <summary>Finds orchestrations by what is known of them, and forgets those that are over.</summary>
internal sealed class InstanceQuery(HubParts hub, HubStorage storage)
{
    public AsyncPageable<OrchestrationMetadata> All(OrchestrationQuery asked) =>
        Pageable.Create<OrchestrationMetadata>(async (continuation, size, cancellation) =>
        {
            await storage.Create(cancellation);
            var pages = hub.Table.Query(Filter(asked), size ?? asked.PageSize, cancellation)
                .AsPages(continuation ?? asked.ContinuationToken, size ?? asked.PageSize);
            await foreach (var page in pages)
                return new Page<OrchestrationMetadata>(
                    [.. page.Values.Select(row => Metadata(InstanceRow.Read(row), asked.FetchInputsAndOutputs, hub.Converter))],
                    page.ContinuationToken);
            return new Page<OrchestrationMetadata>([]);
        });

    public async Task<PurgeResult> Purge(string instance, bool recursive, CancellationToken cancellation)
    {
        await storage.Create(cancellation);
        if (await hub.Table.Load(instance, cancellation) is not { State.Finished: true } loaded) return new PurgeResult(0);
        var count = 1;
        if (recursive)
            foreach (var child in loaded.History.OfType<SubOrchestrationCreated>())
                count += (await Purge(child.Instance, recursive, cancellation)).PurgedInstanceCount;
        await hub.Table.Remove(instance, cancellation);
        return new PurgeResult(count);
    }

    public async Task<PurgeResult> Purge(PurgeInstancesFilter which, bool recursive, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (which.Timeout is { } timeout) patience.CancelAfter(timeout);
        var count = 0;
        try
        {
            await foreach (var instance in All(new OrchestrationQuery(which.CreatedFrom, which.CreatedTo, which.Statuses)))
                count += (await Purge(instance.InstanceId, recursive, patience.Token)).PurgedInstanceCount;
            return which.Timeout is null ? new PurgeResult(count) : new PurgeResult(count, true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PurgeResult(count, false);
        }
    }

    public static OrchestrationMetadata Metadata(InstanceState state, bool whole, DataConverter converter) =>
        new(state.Name, state.Instance)
        {
            DataConverter = whole ? converter : null,
            RuntimeStatus = state.Status,
            CreatedAt = state.CreatedAt,
            LastUpdatedAt = state.UpdatedAt,
            SerializedInput = whole ? state.Input : null,
            SerializedOutput = whole ? state.Output : null,
            SerializedCustomStatus = whole ? state.CustomStatus : null,
            FailureDetails = whole ? state.Failure : null,
            Tags = state.Tags ?? ImmutableDictionary<string, string>.Empty,
        };

    private static string Filter(OrchestrationQuery asked)
    {
        var filter = "";
        if (asked.CreatedFrom is { } from) filter += $" and CreatedAt ge {Instant(from)}";
        if (asked.CreatedTo is { } to) filter += $" and CreatedAt le {Instant(to)}";
        if (asked.InstanceIdPrefix is { Length: > 0 } prefix)
            filter += $" and PartitionKey ge '{Quoted(prefix)}' and PartitionKey lt '{Quoted(After(prefix))}'";
        if (asked.Statuses?.ToList() is { Count: > 0 } statuses)
            filter += $" and ({string.Join(" or ", statuses.Select(status => $"Status eq '{status}'"))})";
        return filter;
    }

    private static string Instant(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"datetime'{at.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}'");

    private static string After(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
